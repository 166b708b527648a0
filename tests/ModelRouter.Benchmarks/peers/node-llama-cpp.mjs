// node-llama-cpp completing one prompt over and over: the peer of `bench engine`.
// Usage: node node-llama-cpp.mjs MODEL PROMPT TOKENS RUNS THREADS; prints tokens per second of the timed runs.
import {getLlama, LlamaCompletion, LlamaLogLevel} from "node-llama-cpp";

const [modelPath, prompt, maxTokens, runs, threads] = process.argv.slice(2);
const llama = await getLlama({gpu: false, build: "never", logLevel: LlamaLogLevel.error, maxThreads: Number(threads)});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({contextSize: Math.min(model.trainContextSize, 2048), threads: Number(threads)});
const sequence = context.getSequence();
const completion = new LlamaCompletion({contextSequence: sequence});

async function run(seed) {
    let tokens = 0;
    await sequence.clearHistory();
    await completion.generateCompletion(prompt, {
        maxTokens: Number(maxTokens), temperature: 0.7, topP: 0.95, topK: 0, seed,
        onToken: chunk => { tokens += chunk.length; }
    });
    return tokens;
}

await run(0);
await run(1);
const start = performance.now();
let total = 0;
for (let i = 0; i < Number(runs); i++) {
    total += await run(i);
}
console.log((total / (performance.now() - start) * 1000).toFixed(1));
process.exit(0);
