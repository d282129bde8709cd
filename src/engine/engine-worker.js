// The engine's worker: DuckDB-WASM's own script, the first address in this worker's name. The wasm file, the second, is
// fetched and compiled from the first moment on, while that script is still to be read; by itself it would be asked for
// last, wait for ever when it cannot be had, and need a server that knows the type of wasm files.

const [scriptUrl, wasmUrl] = self.name.split(' ');
const ask = self.fetch;

/** Milliseconds between two words on how much has come. */
const PAUSE = 20;

async function wasm() {
  const response = await ask(wasmUrl);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${response.url}`);
  let bytes = 0;
  let told = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (performance.now() - told >= PAUSE) {
        told = performance.now();
        self.postMessage({ engineBytes: bytes });
      }
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counted), {
    headers: { 'content-type': 'application/wasm' },
  });
}

// A rejection nobody handles does not leave the worker; an error does.
self.addEventListener('unhandledrejection', (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

// Memory that has grown never shrinks. DuckDB's script asks for a fifth more than there is, though it knows what is
// needed; it gets that, or a sixty-fourth where that is more.
const LITTLE = 1 / 64;
const PAGE = 65_536;
let needed = 0;
// oxlint-disable-next-line typescript/unbound-method -- called with the memory it belongs to
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function growByLittle(pages) {
  const there = this.buffer.byteLength;
  const bytes = Math.max(needed - there, there * LITTLE);
  const wanted = needed > there ? Math.min(pages, Math.ceil(bytes / PAGE)) : pages;
  needed = 0;
  return grow.call(this, wanted);
};

const RESIZE = 'emscripten_resize_heap';

/** What the wasm calls, so that it is known how much memory it needs. */
function heard(imports) {
  const env = new Proxy(imports.env, {
    get: (all, name) =>
      name === RESIZE
        ? (bytes) => {
            needed = bytes >>> 0;
            return all[RESIZE](bytes);
          }
        : all[name],
  });
  return { ...imports, env };
}

const compiled = WebAssembly.compileStreaming(wasm());
WebAssembly.instantiateStreaming = async (_, imports) => {
  const module = await compiled;
  return { module, instance: await WebAssembly.instantiate(module, heard(imports)) };
};
// What has come is not asked for again.
self.fetch = async (request) => (request.url === wasmUrl ? new Response() : ask(request));

// Named by that script whenever a file is dropped, and known only to pages from a safe origin and newer browsers.
self.FileSystemSyncAccessHandle ??= function FileSystemSyncAccessHandle() {};

importScripts(scriptUrl);
