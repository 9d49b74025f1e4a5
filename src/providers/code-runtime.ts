import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { CodeCall, CodeResult } from './code-call';
import { evaluate } from './code-evaluation';
import { MEGABYTES, memoryFailure, stackFailure } from './code-failure';

/** Runs one call after the other, each in a world of its own. Never rejects for what the code does. */
export interface CodeRuntime {
  run(call: CodeCall): Promise<CodeResult>;
}

/** Native recursion inside QuickJS is stopped here, well before the browser's own stack ends. */
const STACK_BYTES = 256 * 1024;
/** Pages of 64 KiB that the whole of QuickJS may ever hold. */
const MOST_PAGES = 4096;

/** Makes a runtime from the bytes of QuickJS; rejects when they cannot be compiled. */
export async function createCodeRuntime(wasm: BufferSource): Promise<CodeRuntime> {
  const compiled = await WebAssembly.compile(wasm);
  const instantiate = (): Promise<QuickJSWASMModule> =>
    newQuickJSWASMModuleFromVariant(
      newVariant(variant, {
        wasmModule: compiled,
        wasmMemory: new WebAssembly.Memory({ initial: 256, maximum: MOST_PAGES }),
      }),
    );
  let quickjs: QuickJSWASMModule | undefined = await instantiate();
  return {
    async run(call) {
      quickjs ??= await instantiate();
      try {
        return runOnce(quickjs, call);
      } catch (error) {
        // The machine stopped midway: what it holds is in no state to go on with, a new one is.
        quickjs = undefined;
        const deep = error instanceof RangeError || /stack/i.test(String(error));
        return { ok: false, error: deep ? stackFailure() : memoryFailure(), logs: [] };
      }
    },
  };
}

/** Throws only when the machine itself breaks down. */
function runOnce(quickjs: QuickJSWASMModule, call: CodeCall): CodeResult {
  const startClock = stopClock(call.now);
  try {
    const runtime = quickjs.newRuntime({ memoryLimitBytes: MEGABYTES << 20, maxStackSizeBytes: STACK_BYTES });
    const context = runtime.newContext();
    const result = evaluate(context, call);
    // Not in a `finally`: after a breakdown this would end in an abort that hides it.
    context.dispose();
    runtime.dispose();
    return result;
  } finally {
    startClock();
  }
}

/**
 * QuickJS asks the host's `Date` for time and zone, and nothing else runs until a call has ended, so for
 * that long it is told the call's instant. Gives what sets the clock going again.
 */
function stopClock(now: number): () => void {
  const put = (at: object, name: string, value: () => number): (() => void) => {
    const real = Object.getOwnPropertyDescriptor(at, name) ?? {};
    Object.defineProperty(at, name, { ...real, value });
    return () => Object.defineProperty(at, name, real);
  };
  const putBack = [put(Date, 'now', () => now), put(Date.prototype, 'getTimezoneOffset', () => 0)];
  return () => putBack.forEach((restore) => restore());
}
