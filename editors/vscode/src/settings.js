// From settings to the server's command line. Knows nothing of the editor, so that tests can call it.
"use strict";

/** The arguments of `sayso` that these settings ask for. What is not set is left to sayso.toml. */
function serverArguments(settings) {
  const option = (name, value) => (value ? [name, value] : []);
  return [
    "lsp",
    ...option("--profile", settings.profile),
    ...option("--engine", settings.engine),
    ...option("--config", settings.config),
    ...(settings.lexicons ?? []).flatMap((lexicon) => ["--lexicon", lexicon]),
  ];
}

/** Which texts the server sees: files and new ones, but no output panels or versions of git. */
function documentSelector(languages) {
  return languages.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));
}

module.exports = { serverArguments, documentSelector };
