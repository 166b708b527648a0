using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace ModelRouter.Examples.EnterpriseService;

/// <summary>A tenant's program: calls the service over HTTP, and says in a line what came of it.</summary>
internal sealed class Caller(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new(address) };

    public async Task<string> AskAsync(string tenant, string user, string prompt)
    {
        using var response = await SendAsync(HttpMethod.Post, "/ask", tenant, user, new Question(prompt));
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return $"{(int)response.StatusCode} {await ProblemAsync(response)}";
        }

        var (thought, answer) = (0, "");
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            switch (item.EventType)
            {
                case "thought":
                    thought += JsonSerializer.Deserialize<string>(item.Data)!.Length;
                    break;
                case "answer":
                    answer += JsonSerializer.Deserialize<string>(item.Data);
                    break;
                default:
                    var receipt = JsonSerializer.Deserialize<Receipt>(item.Data, JsonSerializerOptions.Web)!;
                    return $"200 {receipt.Model,-8} US${receipt.CostUsd:0.00000000} {(thought > 0 ? "after a thought: " : "")}{Short(answer.Trim())}";
            }
        }

        return "200, but the answer broke off";
    }

    public async Task<string> ExplainAsync(string tenant, string user, string prompt)
    {
        using var response = await SendAsync(HttpMethod.Post, "/explain", tenant, user, new Question(prompt));
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> SpendAsync(string tenant)
    {
        using var response = await SendAsync(HttpMethod.Get, "/spend", tenant, "finance", null);
        var spend = (await response.Content.ReadFromJsonAsync<Spend>())!;
        return $"US${spend.TotalUsd:0.00000000} ({string.Join(", ", spend.Models.Select(static model => $"{model.Model}: {model.Calls}"))}), US${spend.LeftTodayUsd:0.00000000} left today";
    }

    public async Task<string> HealthAsync() => await _http.GetStringAsync("/health");

    public void Dispose() => _http.Dispose();

    private static async Task<string> ProblemAsync(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await response.Content.ReadFromJsonAsync<ProblemDetails>()) is var problem ? $"{problem!.Title} {Short(problem.Detail ?? "")}" : ""
            : response.ReasonPhrase ?? "";

    private static string Short(string text) => text.Length <= 90 ? text : text[..87] + "...";

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string tenant, string user, Question? question)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "X-Api-Key", $"{tenant}-demo-key" }, { "X-User", user } } };
        request.Content = question is null ? null : JsonContent.Create(question);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
