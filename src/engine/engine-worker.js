// The engine's worker: DuckDB-WASM's own script, whose address is this worker's name, made to speak up. By itself it
// waits for ever when the wasm file cannot be loaded, and it needs a server that knows the type of wasm files.

const load = self.fetch;
self.fetch = async (request) => {
  const response = await load(request);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${response.url}`);
  return new Response(response.body, { headers: { 'content-type': 'application/wasm' } });
};

// A rejection nobody handles does not leave the worker; an error does.
self.addEventListener('unhandledrejection', (event) => {
  setTimeout(() => {
    throw event.reason;
  });
});

importScripts(self.name);
