import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  ConfigurationError,
  EXIT_STATUS,
  EnvironmentCache,
  EnvironmentPool,
  Inconclusive,
  InstallationError,
  OPTIONS,
  RULES,
  cachePolicy,
  cacheSetByCaller,
  cell,
  count,
  createEnvironments,
  declaredRequirements,
  describeEnding,
  describeInstaller,
  docsPage,
  endChildrenOnExit,
  environmentsDirectory,
  escapeMarkdown,
  failureMessage,
  findInstaller,
  findInterpreter,
  findPackages,
  findPip,
  findPythons,
  findingLines,
  fixesText,
  gate,
  inParallel,
  indexSettings,
  install,
  isCacheable,
  joinedFindings,
  joinedTable,
  joinedText,
  joinedVerdict,
  keyOf,
  leftOutSentences,
  list,
  makeConfig,
  normalizeName,
  onlyWith,
  parseRequirement,
  partitionPackages,
  plainProgress,
  plan,
  planSummary,
  planText,
  programVersion,
  redact,
  secretsIn,
  summaryOf,
  terminalReport,
  toolRequirements,
  truncate,
  verdictOfRun,
  verify,
  worstFirst,
  writeFormats
} from "./shared-cli-index.js";
import {
  error,
  getExecOutput,
  getInput,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./shared-cache-client-index.js";
import "./shared-cache-client-cli-index.js";
import "./shared-cache-client-cli-index-secretlint.js";

// src/action.ts
import { readFile as readFile3 } from "node:fs/promises";
import { dirname as dirname2, join as join6, sep as sep2 } from "node:path";

// src/cache/cache.ts
import { mkdir as mkdir2, rm as rm5 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join5 } from "node:path";

// src/cache/cached-directory.ts
import { existsSync } from "node:fs";

// src/cache/key.ts
import { createHash } from "node:crypto";
function keysOf({ name, platform, content }) {
  const digest = createHash("sha256").update(JSON.stringify([...new Set(content)].sort())).digest("hex");
  const words = ["as-installed", name, ...platform].map(
    (word) => word.replace(/[^\w.+-]+/g, "-").slice(0, 60)
  );
  const restoreKey = `${words.join("-")}-`;
  return { key: `${restoreKey}${digest.slice(0, 40)}`, restoreKey };
}

// src/cache/service.ts
import { mkdir, rename, rm as rm2 } from "node:fs/promises";
import { basename, dirname, join as join2 } from "node:path";
import { fileURLToPath } from "node:url";

// src/cache/manifest.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir, readFile, readlink, realpath, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join, posix, sep } from "node:path";
var MANIFEST = "as-installed-manifest.json";
var LINK = "link:";
async function writeManifest(directory) {
  await writeFile(join(directory, MANIFEST), JSON.stringify(await contentsOf(directory)));
}
async function verifyManifest(directory, linkTargets = []) {
  const file = join(directory, MANIFEST);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error("it has no manifest");
  });
  await rm(file);
  const [expected, actual] = [JSON.parse(text), await contentsOf(directory)];
  const paths = [.../* @__PURE__ */ new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  const changed = paths.find((path) => expected[path] !== actual[path]);
  if (changed !== void 0) throw new Error(`${changed} is not what its manifest says`);
  const [inside, ...allowed] = await Promise.all([directory, ...linkTargets].map(realPath));
  for (const [path, content] of Object.entries(actual)) {
    if (!content.startsWith(LINK)) continue;
    const [target, realTarget] = [content.slice(LINK.length), await realPath(join(directory, path))];
    const isInside = `${realTarget}${sep}`.startsWith(`${inside}${sep}`);
    const isAllowed = isAbsolute(target) ? allowed.includes(realTarget) : !isOutside(path, target) && (isInside || allowed.includes(realTarget));
    if (!isAllowed) throw new Error(`${path} is a link that leads out of it`);
  }
}
async function contentsOf(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const described = await inParallel(
    entries.filter((entry) => !entry.isDirectory()),
    async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(directory.length + 1).split(sep).join("/");
      if (entry.isSymbolicLink())
        return [path, `${LINK}${(await readlink(file)).split(sep).join("/")}`];
      if (!entry.isFile()) throw new Error(`${path} is no file`);
      const digest = createHash2("sha256").update(await readFile(file)).digest("hex");
      return [path, `sha256:${digest}`];
    }
  );
  return Object.fromEntries(described);
}
function realPath(file) {
  return realpath(file).catch(() => file);
}
function isOutside(path, target) {
  return /^\.\.(\/|$)/.test(posix.join(posix.dirname(path), target));
}

// src/cache/service.ts
var TIMED_OUT = 124;
var CLIENT = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/cache-client.js" : "./cache-client.js",
    import.meta.url
  )
);
var RESTORE_TIMEOUT = 30;
var SAVE_TIMEOUT = 120;
async function restore(entry, caller) {
  const { path, key, linkTargets } = entry;
  const workspace = `${path}.restoring`;
  try {
    const { response, warning: warning2, ending } = await sendRequest(
      "restore",
      entry,
      workspace,
      caller,
      RESTORE_TIMEOUT
    );
    if (response?.kind !== "restored")
      return { kind: "unreachable", reason: warning2 ?? `the client ${ending}` };
    if (response.key === void 0) {
      if (warning2 === void 0) return { kind: "miss" };
      const reason = warning2;
      return { kind: /\btar\b|exit code|unzstd|gzip/i.test(warning2) ? "unusable" : "unreachable", reason };
    }
    const restored = join2(workspace, basename(path));
    await verifyManifest(restored, linkTargets);
    await mkdir(dirname(path), { recursive: true });
    await rename(restored, path);
    return { kind: response.key === key ? "hit" : "partial-hit" };
  } catch (error2) {
    return { kind: "unusable", reason: error2.message };
  } finally {
    await rm2(workspace, { recursive: true, force: true });
  }
}
async function save(entry, caller) {
  const { path, linkTargets } = entry;
  try {
    await writeManifest(path);
    const { response, warning: warning2, ending } = await sendRequest(
      "save",
      entry,
      dirname(path),
      caller,
      SAVE_TIMEOUT
    );
    await verifyManifest(path, linkTargets);
    if (response?.kind !== "saved") return { kind: "failed", reason: warning2 ?? `the client ${ending}` };
    if (response.id >= 0) return { kind: "saved" };
    return warning2 === void 0 || /cache write denied|Unable to reserve cache/.test(warning2) ? { kind: "refused" } : { kind: "failed", reason: warning2 };
  } catch (error2) {
    return { kind: "failed", reason: error2.message };
  }
}
async function sendRequest(action2, { path, key, restoreKey }, workspace, caller, timeout) {
  const scratch = `${path}.client`;
  await mkdir(workspace, { recursive: true });
  await mkdir(scratch, { recursive: true });
  try {
    const { RUNNER_DEBUG: _, NODE_OPTIONS: __, ...rest } = caller;
    const request = { action: action2, path: basename(path), key, restoreKey, timeout };
    const variables = {
      ...rest,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: scratch
    };
    const { stdout, ending } = await runClient(request, workspace, variables);
    const last = stdout.trimEnd().split("\n").at(-1) ?? "";
    const succeeded = ending.kind === "exited" && ending.code === 0;
    const response = succeeded && last.startsWith("{") ? JSON.parse(last) : void 0;
    return { response, warning: warningIn(stdout), ending: describeEnding(ending) };
  } finally {
    await rm2(scratch, { recursive: true, force: true });
  }
}
async function runClient(request, cwd, env) {
  try {
    const options = { cwd, env, silent: true, ignoreReturnCode: true };
    const { stdout, exitCode } = await getExecOutput(
      `"${process.execPath}"`,
      [CLIENT, JSON.stringify(request)],
      options
    );
    return { stdout, ending: endingOf(exitCode, request.timeout) };
  } catch (error2) {
    return { stdout: "", ending: { kind: "not-started", reason: error2.message } };
  }
}
function endingOf(exitCode, timeout) {
  if (exitCode === TIMED_OUT) return { kind: "timed-out", afterSeconds: timeout };
  if (exitCode === null) return { kind: "killed", signal: "a signal" };
  return { kind: "exited", code: exitCode };
}
function warningIn(stdout) {
  const [, text] = /^::(?:warning|error)::(.+)$/m.exec(stdout) ?? [];
  return text?.replace(/%0[AD]/g, " ").replaceAll("%25", "%").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1").slice(0, 300);
}

// src/cache/cached-directory.ts
function platformOf({ packages, installer }) {
  const { implementation, version } = packages[0].interpreter;
  return [
    programVersion(),
    process.platform,
    process.arch,
    implementation,
    version,
    describeInstaller(installer)
  ];
}
async function useDirectories(directories, { maySave, caller }) {
  const restored = await Promise.all(directories.map((directory) => restoreDirectory(directory, caller)));
  if (!maySave) return summarize(restored);
  const filled = [];
  for (const one of restored) filled.push(one.isPending ? await fillDirectory(one, caller) : one);
  return summarize(await Promise.all(filled.map((one) => one.isPending ? saveDirectory(one, caller) : one)));
}
function summarize(steps) {
  const unreachable = steps.filter((one) => one.unreachable !== void 0);
  const names = list(unreachable.map(({ directory }) => directory.name));
  const once = unreachable.slice(0, 1).map((one) => `The cache could not be asked for ${names}: ${one.unreachable}`);
  return {
    outcomes: steps.map(({ outcome }) => outcome),
    warnings: [...once, ...steps.flatMap(({ warnings }) => warnings)]
  };
}
async function restoreDirectory(directory, caller) {
  const { name, path, linkTargets = [], usesRestoreKey } = directory;
  const { key, restoreKey } = keysOf(directory);
  const entry = { path, key, restoreKey: usesRestoreKey ? restoreKey : void 0, linkTargets };
  const restored = await restore(entry, caller);
  const stateOf = (outcome, ...warnings) => {
    return { directory, entry, outcome: `${name} ${outcome}`, warnings, isPending: false };
  };
  switch (restored.kind) {
    case "hit":
      return stateOf("restored");
    case "partial-hit":
      return { ...stateOf("restored from a similar run"), isPending: true };
    case "miss":
      return { ...stateOf("not there yet"), isPending: true };
    case "unreachable":
      return { ...stateOf("not restored"), unreachable: restored.reason };
    case "unusable": {
      const advice = `If this comes again, delete the entries that begin with ${restoreKey} from the caches of the repository.`;
      const warning2 = `What the cache has of ${name} was thrown away: ${restored.reason}. ${advice}`;
      return { ...stateOf("not there yet", warning2), isPending: true };
    }
  }
}
async function fillDirectory(step, caller) {
  const { directory, outcome, warnings } = step;
  const ended = { ...step, isPending: false };
  try {
    await directory.fill(caller);
  } catch (error2) {
    const more = error2 instanceof Inconclusive ? [] : [`${directory.name} could not be fetched ahead: ${error2}`];
    return { ...ended, outcome: `${outcome}, not saved`, warnings: [...warnings, ...more] };
  }
  return existsSync(directory.path) ? step : { ...ended, outcome: `${outcome}, nothing to save` };
}
async function saveDirectory(step, caller) {
  const { directory, entry, outcome, warnings } = step;
  const saved = await save(entry, caller);
  const more = saved.kind === "failed" ? [`${directory.name} was not saved in the cache: ${saved.reason}`] : [];
  return {
    ...step,
    outcome: `${outcome}, ${saved.kind === "saved" ? "" : "not "}saved`,
    warnings: [...warnings, ...more]
  };
}

// src/cache/downloads.ts
import { mkdtemp, rm as rm3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";
var downloads = async (run) => {
  const { config, installer, root } = run;
  const { environment } = config;
  const name = installer.kind === "uv" ? "uv" : "pip";
  const reason = cacheSetByCaller(config.cache, name, environment);
  if (reason !== void 0) return { kind: "skipped", reason: `${name} left alone, as ${reason}` };
  const path = join3(root, name);
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path };
  const resolutions = await resolutionsOf(run);
  const directory = {
    name,
    path,
    platform: platformOf(run),
    content: resolutions.map(
      ({ interpreter, requirements }) => JSON.stringify([interpreter.implementation, interpreter.version, [...requirements].sort()])
    ),
    usesRestoreKey: true,
    fill: (caller) => prefetch(resolutions, installer, caller)
  };
  return { kind: "found", directory, variables };
};
async function resolutionsOf({ packages, config }) {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, tests } = await declaredRequirements(project, config);
      const { requirements: tools } = await toolRequirements("metadata", interpreter);
      return [
        { interpreter, requirements: tools, noDeps: true },
        { interpreter, requirements: build, noDeps: false },
        { interpreter, requirements: tests, noDeps: false }
      ];
    })
  );
  const resolutions = all.flat().filter(({ requirements }) => requirements.length > 0);
  const key = (one) => JSON.stringify([one.interpreter.executable, one.requirements]);
  return [...new Map(resolutions.map((one) => [key(one), one])).values()];
}
async function prefetch(resolutions, installer, caller) {
  const scratch = await mkdtemp(join3(tmpdir(), "as-installed-ahead-"));
  try {
    await inParallel(resolutions, async ({ interpreter, requirements, noDeps }) => {
      const root = await mkdtemp(join3(scratch, "environment-"));
      const [environment] = await createEnvironments(interpreter, [root], scratch, caller);
      if (environment === void 0) throw new Inconclusive(`${interpreter.executable} made no environment.`);
      const options = [...noDeps ? ["--no-deps"] : [], "--only-binary", ":all:"];
      await install({ installer, environment, requirements, options, cwd: scratch, caller });
    });
  } finally {
    await rm3(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

// src/cache/environments.ts
import { existsSync as existsSync2 } from "node:fs";
import { mkdtemp as mkdtemp2, readFile as readFile2, rm as rm4 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join4 } from "node:path";
var environments = async (run) => {
  const { config, installer, root } = run;
  const path = environmentsDirectory(root);
  const needed = await environmentsOf(run);
  const directory = {
    name: "environments",
    path,
    platform: [...platformOf(run), currentDay()],
    content: [
      path,
      await machineImage(config.environment),
      await indexSettings(config.environment),
      ...needed.map(
        ({ interpreter, contents }) => JSON.stringify([interpreter.executable, interpreter.version, contents.map(keyOf).sort()])
      )
    ],
    // Environments of another day may be outdated, and those with other requirements would not be used.
    usesRestoreKey: false,
    linkTargets: needed.map(({ interpreter }) => interpreter.executable),
    fill: (caller) => createEnvironments2(needed, installer, path, caller)
  };
  return { kind: "found", directory, kept: root };
};
function currentDay() {
  return (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
}
async function machineImage({ ImageOS, ImageVersion }) {
  const release = await readFile2("/etc/os-release", "utf8").catch(() => "");
  return JSON.stringify([ImageOS, ImageVersion, release]);
}
async function environmentsOf({ packages }) {
  const ownNames = packages.flatMap(({ project: { name, workspaceMembers } }) => [
    name,
    ...workspaceMembers.map((one) => one.name)
  ]);
  const interpreters = new Map(packages.map(({ interpreter }) => [interpreter.executable, interpreter]));
  return Promise.all(
    [...interpreters.values()].map(async (interpreter) => {
      const same = packages.filter((one) => one.interpreter.executable === interpreter.executable);
      const all = await Promise.all(same.map((one) => contentsFor(one, ownNames.map(normalizeName))));
      const contents = new Map(all.flat().map((one) => [keyOf(one), one]));
      return { interpreter, contents: [...contents.values()] };
    })
  );
}
async function contentsFor({ project, interpreter }, ownNames) {
  const { requires: requirements } = project.buildSystem;
  const tools = await toolRequirements(
    existsSync2(join4(project.directory, "README.rst")) ? "readme" : "metadata",
    interpreter
  );
  const isFromIndex = requirements.length > 0 && isCacheable({ requirements }) && !requirements.some((text) => ownNames.includes(parseRequirement(text)?.name ?? ""));
  return isFromIndex ? [{ requirements }, tools] : [tools];
}
async function createEnvironments2(needed, runInstaller, directory, caller) {
  const scratch = await mkdtemp2(join4(tmpdir2(), "as-installed-ahead-"));
  try {
    for (const { interpreter, contents } of needed) {
      const installer = runInstaller.kind === "uv" ? runInstaller : findPip(interpreter);
      const cache = await EnvironmentCache.open(directory, { interpreter, installer, caller });
      const pool = new EnvironmentPool({ interpreter, installer, cache, scratch, caller, onlyWheels: true });
      pool.prepare(contents);
      await inParallel(
        contents,
        (one) => pool.provide(one, async () => void 0).catch(ignoreInstallationError)
      );
    }
  } finally {
    await rm4(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}
function ignoreInstallationError(error2) {
  if (!(error2 instanceof InstallationError)) throw error2;
}

// src/cache/cache.ts
async function openCache(config, directories = [downloads, environments]) {
  const { environment } = config;
  const policy = cachePolicy(config.cache, environment);
  const root = join5(environment.RUNNER_TEMP ?? tmpdir3(), "as-installed-cache");
  const close = () => rm5(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => void 0);
  const disabled = (reason, ...warnings) => ({
    config,
    line: `Cache: off (${reason}).`,
    warnings,
    close
  });
  if (!policy.uses) {
    const warning2 = `The cache is off although it was asked for: ${policy.reason}.`;
    return config.cache === "on" ? disabled(policy.reason, warning2) : disabled(policy.reason);
  }
  if (/[\s"]/.test(root)) return disabled(`the client of the service cannot work in ${root}`);
  try {
    await close();
    await mkdir2(root, { recursive: true, mode: 448 });
    const run = await readContext(config, root);
    const results = await Promise.all(directories.map((find) => find(run)));
    const found = results.flatMap((result) => result.kind === "found" ? [result] : []);
    const skipped = results.flatMap((result) => result.kind === "skipped" ? [result.reason] : []);
    const caller = Object.assign({}, environment, ...found.map(({ variables }) => variables));
    const use = await useDirectories(
      found.map(({ directory }) => directory),
      { maySave: policy.maySave, caller }
    );
    const cacheDirectory = found.find((one) => one.kept !== void 0)?.kept ?? config.cacheDirectory;
    return {
      config: { ...config, environment: caller, cacheDirectory },
      line: `Cache: on (${policy.reason}); ${[...skipped, ...use.outcomes].join("; ")}.`,
      warnings: use.warnings,
      close
    };
  } catch (error2) {
    if (error2 instanceof ConfigurationError || error2 instanceof Inconclusive)
      return disabled("there is nothing to verify");
    return disabled("it could not be made ready", `The cache could not be made ready: ${error2}`);
  }
}
async function readContext(config, root) {
  const { paths, pythons, environment } = config;
  const found = await findPackages(paths);
  const projects = found.flatMap(({ requested, sources }) => {
    return sources.flatMap(({ project }) => requested.includes(project.path) ? [project] : []);
  });
  const allowed = [...new Set(projects.map(({ requiresPython }) => requiresPython))];
  const finding = allowed.map(async (requiresPython) => {
    const { found: found2 } = await findPythons(pythons, requiresPython, async (wanted) => ({
      interpreter: await findInterpreter(wanted, environment, process.cwd())
    }));
    return [requiresPython, found2];
  });
  const byRequirement = new Map(await Promise.all(finding));
  const packages = projects.flatMap(
    (project) => (byRequirement.get(project.requiresPython) ?? []).map(({ toolchain }) => ({ project, ...toolchain }))
  );
  const [first] = packages;
  if (first === void 0) throw new Inconclusive("There is no package.");
  const installer = await findInstaller(config.installer, first.interpreter, environment);
  return { config, packages: [first, ...packages.slice(1)], installer, root };
}

// src/matrix/joined-summary.ts
var MARKS = { pass: "\u2705", fail: "\u274C", error: "\u26A0\uFE0F" };
var CELLS = {
  pass: "\u2705",
  warn: "\u2705 (warnings)",
  fail: "\u274C",
  error: "\u26A0\uFE0F inconclusive",
  missing: "\u26A0\uFE0F no report",
  none: "\u2796"
};
function joinedSummary(report) {
  const findings = joinedFindings(report);
  const of = (severity) => findings.filter(({ finding }) => finding.severity === severity && finding.ignored === void 0);
  const ignored = findings.filter(({ finding }) => finding.ignored !== void 0);
  return truncate(
    [
      `## ${MARKS[report.verdict]} ${joinedVerdict(report)}`,
      "",
      ...report.gate?.problems.map(({ message }) => `- ${escapeMarkdown(message)}`) ?? [],
      "",
      ...report.selection === void 0 ? [] : [escapeMarkdown(report.selection), ""],
      ...table(report),
      ...section(count(of("error").length, "error"), of("error")),
      ...inconclusive(report),
      ...leftOut(report.gate?.leftOut ?? []),
      ...section(count(of("warning").length, "warning"), of("warning")),
      ...section(count(of("note").length, "note"), of("note")),
      ...section("Ignored", ignored)
    ].join("\n")
  );
}
function table(report) {
  const { columns, rows } = joinedTable(report);
  if (rows.length === 0) return [];
  return [
    `| Package | ${columns.map(cell).join(" | ")} |`,
    `|---|${columns.map(() => "---|").join("")}`,
    ...rows.map(({ name, cells }) => `| ${[cell(name), ...cells.map((one) => CELLS[one])].join(" | ")} |`),
    ""
  ];
}
function section(title, findings) {
  if (findings.length === 0) return [];
  return [
    `### ${title}`,
    "",
    ...findings.flatMap(({ name, finding, onlyIn }) => [
      `#### ${escapeMarkdown(name)}${onlyIn.length === 0 ? "" : ` \xB7 only in ${escapeMarkdown(list(onlyIn))}`}`,
      "",
      ...findingLines(finding)
    ])
  ];
}
function inconclusive({ packages }) {
  const reasons = packages.flatMap(
    ({ name, checks }) => checks.filter(({ status }) => status === "error").map(({ check, reason }) => `- ${escapeMarkdown(`${name}: ${check}: ${reason ?? ""}`)}`)
  );
  return reasons.length === 0 ? [] : ["### Inconclusive", "", ...new Set(reasons), ""];
}
function leftOut(all) {
  if (all.length === 0) return [];
  const bullets = (lines) => lines.map((line) => `- ${escapeMarkdown(line)}`);
  const [few, full] = [leftOutSentences(all), leftOutSentences(all, all.length)];
  const names = ["", "<details><summary>All names</summary>", "", ...bullets(full), "", "</details>"];
  return ["### Left out, on purpose", "", ...bullets(few), ...`${few}` === `${full}` ? [] : names, ""];
}

// src/report/annotations.ts
var MAX_PER_LEVEL = 10;
var LEVELS = { error: "error", warning: "warning", note: "notice" };
function annotationsOf(report) {
  const findings = worstFirst(
    report.packages.flatMap((one) => one.findings).filter(({ ignored }) => ignored === void 0)
  );
  const inconclusive2 = report.packages.flatMap(
    (one) => one.checks.filter(({ status }) => status === "error").map(
      (check) => ({
        level: "error",
        title: `${one.name}: ${check.check} inconclusive${pythonSuffix(check)}`,
        message: check.reason ?? ""
      })
    )
  );
  const all = [...byFile(findings).map(annotationOf), ...inconclusive2];
  return ["error", "warning", "notice"].flatMap(
    (level) => limit(
      all.filter((one) => one.level === level),
      level === "error" ? MAX_PER_LEVEL - 1 : MAX_PER_LEVEL
    )
  );
}
function annotationsOfProblems(problems, title = "as-installed: configuration") {
  const annotations = problems.map(
    ({ message, file, line }) => ({
      level: "error",
      title,
      message,
      ...file === void 0 ? {} : { file },
      ...line === void 0 ? {} : { startLine: line }
    })
  );
  return limit(annotations, MAX_PER_LEVEL - 1);
}
function byFile(findings) {
  const groups = /* @__PURE__ */ new Map();
  for (const [index, finding] of findings.entries()) {
    const key = finding.file ?? index;
    const group = groups.get(key);
    if (group === void 0) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
function annotationOf([finding, ...others]) {
  const { rule, severity, message, effect = "", fix, patch, file, line } = finding;
  const tried = patch?.status === "tried" ? `Fix: ${patch.summary} The job summary has it as a diff.` : void 0;
  return {
    level: LEVELS[severity],
    title: `${rule}: ${RULES[rule].title}${pythonSuffix(finding)}`,
    message: [
      message,
      effect,
      tried ?? (fix === void 0 ? "" : `Fix: ${fix}`),
      `See ${docsPage(rule)}`,
      alsoHere(others)
    ].filter(Boolean).join("\n"),
    ...file === void 0 ? {} : { file },
    ...line === void 0 ? {} : { startLine: line }
  };
}
function alsoHere(others) {
  const rules = [...new Set(others.map(({ rule }) => rule))];
  return others.length === 0 ? "" : `${count(others.length, "more finding")} in this file: ${list(rules)}.`;
}
function pythonSuffix(item) {
  const only = onlyWith(item);
  return only === "" ? "" : ` (${only})`;
}
function limit(annotations, max) {
  if (annotations.length <= max) return [...annotations];
  const shown = annotations.slice(0, max - 1);
  const rest = annotations.length - shown.length;
  const level = shown[0]?.level ?? "notice";
  return [
    ...shown,
    {
      level,
      title: "as-installed",
      message: `${count(rest, `more ${level}`)} not annotated (GitHub shows ${MAX_PER_LEVEL} per step); see the job summary.`
    }
  ];
}

// src/report/workflow-log.ts
import { randomUUID } from "node:crypto";
function workflowLog({ title }, text) {
  if (text.trim() === "") return "";
  const token = randomUUID();
  const lines = text.trimEnd().split(/\r\n|\r|\n/).map((line) => `\u2502 ${line}`);
  return [
    `::group::${escapeCommands(title)}`,
    `::stop-commands::${token}`,
    ...lines,
    `::${token}::`,
    "::endgroup::",
    ""
  ].join("\n");
}
function escapeCommands(text) {
  return text.replace(/^([\s\u0085]*)::/gm, "$1: :").replaceAll("##[", "## [");
}

// src/action.ts
async function action() {
  for (const secret of secretsIn(process.env)) setSecret(secret);
  const inputs = Object.fromEntries(OPTIONS.map(({ name }) => [name, getInput(name)]));
  const cwd = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const config = makeConfig(inputs, process.env, cwd);
  const withoutFile = config.formats.find(({ file }) => file === void 0);
  if (withoutFile !== void 0)
    throw new ConfigurationError([
      {
        message: `output has no file for the format ${withoutFile.format}. Name one, such as as-installed.${withoutFile.format}.`
      }
    ]);
  switch (config.mode.kind) {
    case "verify":
      return verifyAction(config);
    case "plan":
      return planAction(config, config.mode, cwd);
    case "gate":
      return gateAction(config, config.mode, cwd);
  }
}
async function verifyAction(config) {
  const cache = await openCache(config);
  info(escapeCommands(cache.line));
  for (const warning2 of cache.warnings) warning(warning2, { title: "as-installed: cache" });
  const progress = plainProgress((line) => info(escapeCommands(line)));
  const { timings, triesFixes } = config;
  const style = { colour: true, timings, fixes: triesFixes ? "below" : "inline" };
  const printReport = (report) => info(escapeCommands(terminalReport(report, style)));
  const result = await verify(cache.config, progress, printReport).finally(cache.close);
  const shownDirectories = partitionPackages(result.report)[0].map(({ logs }) => join6(logs, sep2));
  for (const log of result.logs.filter(
    ({ file }) => shownDirectories.some((directory) => file.startsWith(directory))
  ))
    process.stdout.write(workflowLog(log, await readFile3(log.file, "utf8").catch(() => "")));
  if (triesFixes) info(escapeCommands(fixesText(result.report, style)));
  await writeFormats(result.report, config.formats);
  annotate(annotationsOf(result.report));
  await writeSummary(`${summaryOf(result.report)}
${cache.line}
`);
  setOutputs(result);
  const verdict = verdictOfRun(result.report);
  if (verdict !== "pass") setFailed(`as-installed: ${failureMessage(result.report)}`);
  process.exitCode = EXIT_STATUS[verdict];
}
var BY_LEVEL = { error, warning, notice };
function annotate(annotations) {
  for (const { level, message, ...location } of annotations) BY_LEVEL[level](message, location);
}
async function planAction(config, mode, cwd) {
  const { plan: planned, matrix, file } = await plan(config, mode, cwd);
  info(escapeCommands(planText(planned)));
  await writeSummary(planSummary(planned));
  setOutput("matrix", matrix);
  setOutput("count", planned.cells.length);
  setOutput("plan", file);
  setOutput("plan-digest", planned.digest);
}
async function gateAction(config, mode, cwd) {
  const { report, file } = await gate(config, mode, cwd);
  info(escapeCommands(joinedText(report, { colour: true })));
  annotate(annotationsOfProblems(report.gate?.problems ?? [], "as-installed: gate"));
  await writeSummary(joinedSummary(report));
  setOutput("verdict", report.verdict);
  setOutput("report", file);
  const verdict = verdictOfRun(report);
  if (verdict !== "pass") setFailed(`as-installed: ${verdict}. ${joinedVerdict(report)}`);
  process.exitCode = EXIT_STATUS[verdict];
}
async function writeSummary(text) {
  try {
    await summary.addRaw(text).write();
  } catch (error2) {
    warning(`The job summary could not be written: ${error2.message}`);
  }
}
function setOutputs({ report, file, patch }) {
  const [first] = report.packages;
  const artifact = (kind) => first?.artifacts.find((one) => one.kind === kind)?.file ?? "";
  setOutput("verdict", report.verdict);
  setOutput("version", first?.version ?? "");
  setOutput("previous-version", first?.previousVersion ?? "");
  setOutput("wheel", artifact("wheel"));
  setOutput("sdist", artifact("sdist"));
  setOutput("dist", artifact("wheel") === "" ? "" : dirname2(artifact("wheel")));
  setOutput("report", file);
  setOutput("patch", patch ?? "");
}
function reportError(error2) {
  setOutput("verdict", "error");
  if (error2 instanceof ConfigurationError) {
    for (const { message } of error2.problems) info(escapeCommands(message));
    annotate(annotationsOfProblems(error2.problems));
    setFailed("as-installed: the configuration is wrong.");
    process.exitCode = 2;
  } else if (error2 instanceof Inconclusive) {
    setFailed(`as-installed: ${redact(error2.message, secretsIn(process.env))}`);
    process.exitCode = EXIT_STATUS.error;
  } else {
    setFailed(
      `as-installed: this is a bug in as-installed, please report it: ${error2.message}`
    );
    process.exitCode = EXIT_STATUS.error;
  }
}
endChildrenOnExit(reportError);
try {
  await action();
} catch (error2) {
  reportError(error2);
}
