using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary>The part of llama.cpp's C API that the engine calls. <see cref="LlamaLibrary.EnsureLoaded"/> comes before any of it.</summary>
internal static unsafe partial class LlamaNative
{
    internal const string Llama = "llama";
    internal const string Ggml = "ggml";
    internal const string GgmlBase = "ggml-base";

    [LibraryImport(Llama, EntryPoint = "llama_version")]
    internal static partial byte* Version();

    [LibraryImport(Llama, EntryPoint = "llama_backend_init")]
    internal static partial void BackendInit();

    [LibraryImport(Llama, EntryPoint = "llama_log_set")]
    internal static partial void LogSet(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint userData);

    [LibraryImport(Llama, EntryPoint = "llama_supports_gpu_offload")]
    internal static partial byte SupportsGpuOffload();

    [LibraryImport(Llama, EntryPoint = "llama_model_default_params")]
    internal static partial LlamaModelParams ModelDefaultParams();

    [LibraryImport(Llama, EntryPoint = "llama_context_default_params")]
    internal static partial LlamaContextParams ContextDefaultParams();

    [LibraryImport(Llama, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ModelLoadFromFile(string path, LlamaModelParams parameters);

    [LibraryImport(Llama, EntryPoint = "llama_model_free")]
    internal static partial void ModelFree(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_init_from_model")]
    internal static partial nint ContextInit(nint model, LlamaContextParams parameters);

    [LibraryImport(Llama, EntryPoint = "llama_free")]
    internal static partial void ContextFree(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_model_get_vocab")]
    internal static partial nint ModelGetVocabulary(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_ctx_train")]
    internal static partial int ModelTrainedContext(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_has_encoder")]
    internal static partial byte ModelHasEncoder(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_has_decoder")]
    internal static partial byte ModelHasDecoder(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_is_recurrent")]
    internal static partial byte ModelIsRecurrent(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_is_hybrid")]
    internal static partial byte ModelIsHybrid(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_chat_apply_template")]
    internal static partial int ChatApplyTemplate(
        byte* template, LlamaChatTurn* turns, nuint turnCount, byte addAssistant, byte* buffer, int length);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_n_tokens")]
    internal static partial int VocabularySize(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_get_text")]
    internal static partial byte* VocabularyText(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_is_eog")]
    internal static partial byte VocabularyIsEndOfGeneration(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_is_control")]
    internal static partial byte VocabularyIsControl(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_bos")]
    internal static partial int VocabularyBeginningOfSequence(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_tokenize")]
    internal static partial int Tokenize(
        nint vocabulary, byte* text, int textLength, int* tokens, int maxTokens, byte addSpecial, byte parseSpecial);

    [LibraryImport(Llama, EntryPoint = "llama_token_to_piece")]
    internal static partial int TokenToPiece(nint vocabulary, int token, byte* buffer, int length, int leftStrip, byte special);

    [LibraryImport(Llama, EntryPoint = "llama_get_memory")]
    internal static partial nint GetMemory(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_memory_clear")]
    internal static partial void MemoryClear(nint memory, byte data);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_rm")]
    internal static partial byte MemoryRemove(nint memory, int sequence, int from, int to);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_cp")]
    internal static partial void MemoryCopy(nint memory, int source, int destination, int from, int to);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_pos_min")]
    internal static partial int MemoryMinPosition(nint memory, int sequence);

    [LibraryImport(Llama, EntryPoint = "llama_decode")]
    internal static partial int Decode(nint context, LlamaBatch batch);

    [LibraryImport(Llama, EntryPoint = "llama_synchronize")]
    internal static partial void Synchronize(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_get_logits")]
    internal static partial float* GetLogits(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_attach_threadpool")]
    internal static partial void AttachThreadpool(nint context, nint pool, nint batchPool);

    [LibraryImport(Llama, EntryPoint = "llama_adapter_lora_init", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint AdapterInit(nint model, string path);

    [LibraryImport(Llama, EntryPoint = "llama_adapter_lora_free")]
    internal static partial void AdapterFree(nint adapter);

    [LibraryImport(Llama, EntryPoint = "llama_set_adapters_lora")]
    internal static partial int SetAdapters(nint context, nint* adapters, nuint count, float* scales);

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void LoadBackends(string directory);

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_dev_count")]
    internal static partial nuint DeviceCount();

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_dev_get")]
    internal static partial nint DeviceGet(nuint index);

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_reg_by_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BackendByName(string name);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_dev_description")]
    internal static partial byte* DeviceDescription(nint device);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_dev_name")]
    internal static partial byte* DeviceName(nint device);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_reg_get_proc_address", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BackendProcAddress(nint backend, string name);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_graph_get_tensor")]
    internal static partial nint GraphTensor(nint graph, byte* name);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_get_data")]
    internal static partial nint TensorData(nint tensor);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_tensor_get")]
    internal static partial void TensorGet(nint tensor, float* destination, nuint offset, nuint size);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_buffer_is_host")]
    internal static partial byte BufferIsHost(nint buffer);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_buffer_name")]
    internal static partial byte* BufferName(nint buffer);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_threadpool_params_init")]
    internal static partial void ThreadpoolParamsInit(GgmlThreadpoolParams* parameters, int threads);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_chain_default_params")]
    internal static partial byte SamplerChainDefaultParams();

    [LibraryImport(Llama, EntryPoint = "llama_sampler_chain_init")]
    internal static partial nint SamplerChainInit(byte noPerformanceCounters);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_chain_add")]
    internal static partial void SamplerChainAdd(nint chain, nint sampler);

    [LibraryImport(Llama, EntryPoint = "llama_set_sampler")]
    internal static partial byte SetSampler(nint context, int sequence, nint chain);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init")]
    internal static partial nint SamplerInit(LlamaSamplerInterface* implementation, nint state);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_temp")]
    internal static partial nint SamplerTemperature(float temperature);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_top_p")]
    internal static partial nint SamplerTopP(float p, nuint leastKept);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_dist")]
    internal static partial nint SamplerDistribution(uint seed);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_apply")]
    internal static partial void SamplerApply(nint sampler, LlamaTokenDataArray* candidates);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_free")]
    internal static partial void SamplerFree(nint sampler);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_grammar", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint SamplerGrammar(nint vocabulary, string grammar, string root);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_clone")]
    internal static partial nint SamplerClone(nint sampler);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_accept")]
    internal static partial void SamplerAccept(nint sampler, int token);
}
