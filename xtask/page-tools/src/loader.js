// Loads the parts of the application. `page-tools` writes the table of files.
import { initSync } from "./frontend.js";

const FILES = {};

const loads = new Map();

function load(file) {
  let loading = loads.get(file);
  if (loading === undefined) {
    // The parts import what the application exports, and call each other through its table.
    const imports = { __wasm_split: application() };
    loading = WebAssembly.instantiateStreaming(fetch(new URL(file, import.meta.url)), imports);
    loads.set(file, loading);
    // The next call tries again.
    loading.catch(() => loads.delete(file));
  }
  return loading;
}

// The exports of the application, which is loaded already.
function application() {
  return initSync(undefined, undefined);
}

// `wasm_split_helpers` calls this, and waits for the callback: whether the part is loaded.
function loader(part) {
  return async (callback, data) => {
    let isLoaded = true;
    try {
      await Promise.all(FILES[part].map(load));
    } catch (error) {
      console.error(error);
      isLoaded = false;
    }
    application().__indirect_function_table.get(callback)(data, isLoaded);
  };
}

