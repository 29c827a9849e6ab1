#!/usr/bin/env node
import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  ConfigurationError,
  EXIT_STATUS,
  Inconclusive,
  OPTIONS,
  diffOfAll,
  endChildrenOnExit,
  fixesText,
  gate,
  joinedText,
  list,
  liveProgress,
  makeConfig,
  plainProgress,
  plan,
  planText,
  programVersion,
  redact,
  secretsIn,
  terminalReport,
  uncommittedFiles,
  verdictOfRun,
  verify,
  writeFormats
} from "./shared-cli-index.js";
import "./shared-cache-client-cli-index.js";
import "./shared-cache-client-cli-index-secretlint.js";

// src/cli.ts
import { parseArgs } from "node:util";

// src/commands/fixes/apply-fixes.ts
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
async function applyFixes(fixes, allowsDirty) {
  if (!allowsDirty) {
    const problems = await Promise.all(fixes.map(uncommittedChanges));
    if (problems.flat().length > 0) throw new ConfigurationError(problems.flat());
  }
  for (const { checkout, changes } of fixes)
    for (const [file, { after }] of changes) {
      const path = join(checkout.root, file);
      if (after === void 0) await rm(path, { force: true });
      else {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, after);
      }
    }
  return fixes.flatMap(({ changes }) => [...changes.keys()]);
}
async function uncommittedChanges({ checkout, changes }) {
  const modified = new Set(await uncommittedFiles(checkout));
  return [...changes.keys()].filter((file) => modified.has(file)).map((file) => ({
    message: `${file} has uncommitted changes, so that it is not edited. Commit them, or add --allow-dirty.`,
    file
  }));
}

// src/cli.ts
var USAGE_ERROR = 2;
async function cli() {
  const { given, requested } = readArguments(process.argv.slice(2));
  if (requested === "help") return print(help());
  if (requested === "version") return print(`as-installed ${programVersion()}
`);
  const config = makeConfig(given, process.env, process.cwd());
  const colour = process.env.NO_COLOR ? false : process.stdout.isTTY === true;
  const printPath = (label, file) => config.json === void 0 && print(`${label}: ${file}
`);
  if (config.mode.kind === "plan") {
    const planned = await plan(config, config.mode, process.cwd());
    print(planText(planned.plan));
    printPath("Plan", planned.file);
    return EXIT_STATUS.pass;
  }
  if (config.mode.kind === "gate") {
    const joined = await gate(config, config.mode, process.cwd());
    print(joinedText(joined.report, { colour }));
    printPath("Report", joined.file);
    return EXIT_STATUS[verdictOfRun(joined.report)];
  }
  const progress = process.stderr.isTTY && !process.env.CI ? liveProgress(process.stderr) : plainProgress((line) => process.stderr.write(`${line}
`));
  const style = { colour, timings: config.timings };
  const printReport = (report) => print(terminalReport(report, style));
  const printVerdict = (report) => print(terminalReport(report, { ...style, fixes: config.triesFixes ? "below" : "inline" }));
  if (config.fixes === "print") {
    const { report, fixes } = await verify(config, progress);
    print(diffOfAll(fixes));
    return EXIT_STATUS[verdictOfRun(report)];
  }
  const isReplaced = config.formats.some(({ file }) => file === void 0);
  const first = await verify(config, progress, isReplaced ? void 0 : printVerdict);
  print(await writeFormats(first.report, config.formats) ?? "");
  if (isReplaced && config.fixes === "report") return EXIT_STATUS[verdictOfRun(first.report)];
  if (config.triesFixes) print(fixesText(first.report, style));
  printPath("Report", first.file);
  if (config.fixes === "report" || first.fixes.length === 0) return EXIT_STATUS[verdictOfRun(first.report)];
  const changed = await applyFixes(first.fixes, config.fixes === "apply-to-dirty");
  print(`
Changed ${list(changed)}. The verdict with the changes:

`);
  const second = await verify({ ...config, triesFixes: false }, progress, printReport);
  printPath("Report", second.file);
  return EXIT_STATUS[verdictOfRun(second.report)];
}
function print(text) {
  process.stdout.write(text);
  return 0;
}
function readArguments(args) {
  const flags = OPTIONS.filter(({ name }) => name !== "path");
  const options = Object.fromEntries(
    flags.map(({ name, kind }) => [
      name,
      { type: kind === "switch" ? "boolean" : "string", multiple: kind === "list" }
    ])
  );
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, help: { type: "boolean", short: "h" }, version: { type: "boolean" } },
      allowPositionals: true
    });
    const flagValue = (name) => values[name];
    const given = Object.fromEntries(
      flags.flatMap(
        ({ name }) => flagValue(name) === void 0 ? [] : [[name, [flagValue(name)].flat().join("\n")]]
      )
    );
    return {
      given: { ...given, ...positionals.length > 0 ? { path: positionals.join("\n") } : {} },
      requested: values.help ? "help" : values.version ? "version" : "run"
    };
  } catch (error) {
    throw new ConfigurationError([{ message: `${error.message} See "as-installed --help".` }]);
  }
}
function help() {
  const flag = ({ name, kind, placeholder }) => `--${name}${kind === "switch" ? "" : ` ${placeholder}`}`;
  const flags = OPTIONS.filter(({ name }) => name !== "path");
  const width = Math.max(...flags.map((option) => flag(option).length)) + 2;
  return `Builds a Python package, installs the wheel into a clean environment, runs its console scripts
and tests there, checks its version, and gives one verdict.

Usage: as-installed [OPTIONS] [PATH...]

${flags.map((option) => `  ${flag(option).padEnd(width)}${option.description}${option.kind === "list" ? " (repeatable)" : ""}`).join("\n")}
  ${"--version".padEnd(width)}Print the version
  ${"--help".padEnd(width)}Print this

Exit status: 0 pass (or --fail-on never), 1 fail, 2 usage or configuration error, 3 inconclusive (index down, no
interpreter).
`;
}
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {
});
function reportError(error) {
  process.exitCode = error instanceof ConfigurationError ? USAGE_ERROR : EXIT_STATUS.error;
  const secrets = secretsIn(process.env);
  const printError = (message) => process.stderr.write(`as-installed: ${redact(message, secrets)}
`);
  if (error instanceof ConfigurationError) {
    for (const { message, file, line } of error.problems) {
      printError(`${file === void 0 ? "" : `${file}${line === void 0 ? "" : `:${line}`}: `}${message}`);
    }
  } else if (error instanceof Inconclusive) printError(error.message);
  else printError(`this is a bug in as-installed, please report it: ${error.message}`);
}
endChildrenOnExit(reportError);
try {
  process.exitCode = await cli();
} catch (error) {
  reportError(error);
}
