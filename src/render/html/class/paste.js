// A page that has the program inside (web/build) reads any text that is pasted.

let core = null;
async function loadCore() {
  const packed = Uint8Array.from(atob($("#core").textContent), (c) => c.charCodeAt(0));
  const bytes = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const module = await WebAssembly.compile(bytes);
  // The core asks nothing of the page. What its libraries could ask for (a clock, chance) has no answer here.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => {
      throw new Error(`the core asked for ${name}`);
    };
  }
  return (await WebAssembly.instantiate(module, imports)).exports;
}

async function readPasted(text) {
  core ??= await loadCore();
  const bytes = new TextEncoder().encode(text);
  // Making room may move the memory, so where it is is asked afterwards.
  const room = core.room(bytes.length);
  new Uint8Array(core.memory.buffer, room, bytes.length).set(bytes);
  const [length, place] = [core.read(), core.place()];
  const article = JSON.parse(new TextDecoder().decode(new Uint8Array(core.memory.buffer, place, length)));
  if (article.error) throw new Error(article.error);
  return article;
}

if ($("#core")) {
  $("#paste").hidden = false;
  $("#read").addEventListener("click", async () => {
    const text = [$("#headline").value.trim(), $("#pasted").value].filter(Boolean).join("\n\n");
    if (!$("#pasted").value.trim()) return;
    $("#reading").textContent = "Reading. The first time takes some seconds.";
    $("#read").disabled = true;
    // The line is drawn before the work begins.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    try {
      const article = await readPasted(text);
      if (!PAGE.articles.some((a) => a.sha256 === article.sha256)) addArticle(article);
      $(`#articles input[value="${PAGE.articles.findIndex((a) => a.sha256 === article.sha256)}"]`).checked = true;
      $("#reading").textContent = `“${article.title}”: ${plural(article.blocks.flatMap((b) => b.parts).filter((p) => p.n).length, "sentence")}. Now type your code and begin.`;
      $("#code").focus();
    } catch (error) {
      $("#reading").textContent = `The text could not be read: ${error.message}`;
    }
    $("#read").disabled = false;
  });
}
