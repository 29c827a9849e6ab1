import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  ConfigurationError,
  EXIT_STATUS,
  EnvironmentStore,
  OPTIONS,
  RULES,
  Refused,
  Supply,
  Undecided,
  announcedRequirements,
  bounded,
  cachePolicy,
  cell,
  count,
  createEnvironments,
  describeEnding,
  describeInstaller,
  docsPage,
  environmentsIn,
  escapeMarkdown,
  findInstaller,
  findInterpreter,
  findPackages,
  findPip,
  findPythons,
  findingLines,
  gate,
  inParallel,
  indexSettings,
  install,
  isFixed,
  joinedFindings,
  joinedTable,
  joinedText,
  joinedVerdict,
  keptElsewhere,
  keyOf,
  leaveNothingRunning,
  leftOutSentences,
  list,
  main,
  makeConfig,
  normalizeName,
  onlyWith,
  parseRequirement,
  partPackages,
  plainProgress,
  plan,
  planSummary,
  planText,
  programVersion,
  redact,
  run,
  secretsIn,
  succeeded,
  summaryOf,
  terminalReport,
  toolsFor
} from "./chunk-7WDRMYPV.js";
import {
  error,
  getInput,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./chunk-O2UNL3MY.js";
import "./chunk-3ZCV72NQ.js";
import "./chunk-RVW74JTA.js";
import "./chunk-GXR4K2QE.js";

// src/index.ts
import { readFile as readFile3 } from "node:fs/promises";
import { dirname as dirname2, join as join6, sep as sep2 } from "node:path";

// src/cache/cache.ts
import { mkdir as mkdir2, rm as rm5 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join5 } from "node:path";

// src/cache/downloads.ts
import { mkdtemp, rm as rm3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";

// src/cache/folder.ts
import { existsSync } from "node:fs";

// src/cache/key.ts
import { createHash } from "node:crypto";
function keysOf({ name, surroundings, content }) {
  const digest = createHash("sha256").update(JSON.stringify([...new Set(content)].sort())).digest("hex");
  const words = ["as-installed", name, ...surroundings].map(
    (word) => word.replace(/[^\w.+-]+/g, "-").slice(0, 60)
  );
  const similar = `${words.join("-")}-`;
  return { key: `${similar}${digest.slice(0, 40)}`, similar };
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
async function seal(folder) {
  await writeFile(join(folder, MANIFEST), JSON.stringify(await contentsOf(folder)));
}
async function unseal(folder, outside = []) {
  const file = join(folder, MANIFEST);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error("it has no manifest");
  });
  await rm(file);
  const [sealed, found] = [JSON.parse(text), await contentsOf(folder)];
  const paths = [.../* @__PURE__ */ new Set([...Object.keys(sealed), ...Object.keys(found)])].sort();
  const wrong = paths.find((path) => sealed[path] !== found[path]);
  if (wrong !== void 0) throw new Error(`${wrong} is not what its manifest says`);
  const [inside, ...allowed] = await Promise.all([folder, ...outside].map(real));
  for (const [path, content] of Object.entries(found)) {
    if (!content.startsWith(LINK)) continue;
    const [target, end2] = [content.slice(LINK.length), await real(join(folder, path))];
    const isInside = `${end2}${sep}`.startsWith(`${inside}${sep}`);
    const isAllowed = isAbsolute(target) ? allowed.includes(end2) : !leadsOut(path, target) && (isInside || allowed.includes(end2));
    if (!isAllowed) throw new Error(`${path} is a link that leads out of it`);
  }
}
async function contentsOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const described = await inParallel(
    entries.filter((entry) => !entry.isDirectory()),
    async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.length + 1).split(sep).join("/");
      if (entry.isSymbolicLink())
        return [path, `${LINK}${(await readlink(file)).split(sep).join("/")}`];
      if (!entry.isFile()) throw new Error(`${path} is no file`);
      const digest = createHash2("sha256").update(await readFile(file)).digest("hex");
      return [path, `sha256:${digest}`];
    }
  );
  return Object.fromEntries(described);
}
function real(file) {
  return realpath(file).catch(() => file);
}
function leadsOut(path, target) {
  return /^\.\.(\/|$)/.test(posix.join(posix.dirname(path), target));
}

// src/cache/service.ts
var CLIENT = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/cache-client.js" : "./cache-client.js",
    import.meta.url
  )
);
var RESTORE_LIMIT = 30;
var SAVE_LIMIT = 120;
async function restore(entry, caller) {
  const { path, key, outside } = entry;
  const room = `${path}.restoring`;
  try {
    const { answer, complaint, ending } = await ask("restore", entry, room, caller, RESTORE_LIMIT);
    if (answer?.kind !== "restored")
      return { kind: "unreachable", reason: complaint ?? `the client ${ending}` };
    if (answer.key === void 0) {
      if (complaint === void 0) return { kind: "nothing" };
      const reason = complaint;
      return { kind: /\btar\b|exit code|unzstd|gzip/i.test(complaint) ? "unusable" : "unreachable", reason };
    }
    const restored = join2(room, basename(path));
    await unseal(restored, outside);
    await mkdir(dirname(path), { recursive: true });
    await rename(restored, path);
    return { kind: answer.key === key ? "exact" : "similar" };
  } catch (error2) {
    return { kind: "unusable", reason: error2.message };
  } finally {
    await rm2(room, { recursive: true, force: true });
  }
}
async function save(entry, caller) {
  const { path, outside } = entry;
  try {
    await seal(path);
    const { answer, complaint, ending } = await ask("save", entry, dirname(path), caller, SAVE_LIMIT);
    await unseal(path, outside);
    if (answer?.kind !== "saved") return { kind: "failed", reason: complaint ?? `the client ${ending}` };
    if (answer.id >= 0) return { kind: "saved" };
    return complaint === void 0 || /cache write denied|Unable to reserve cache/.test(complaint) ? { kind: "refused" } : { kind: "failed", reason: complaint };
  } catch (error2) {
    return { kind: "failed", reason: error2.message };
  }
}
async function ask(action2, { path, key, similar }, room, caller, timeLimit) {
  const scratch = `${path}.client`;
  await mkdir(room, { recursive: true });
  await mkdir(scratch, { recursive: true });
  try {
    const { RUNNER_DEBUG: _, NODE_OPTIONS: __, ...rest } = caller;
    const request = { action: action2, path: basename(path), key, similar };
    const child = await run({
      program: process.execPath,
      args: [CLIENT, JSON.stringify(request)],
      cwd: room,
      variables: { ...rest, GITHUB_WORKSPACE: room, RUNNER_TEMP: scratch },
      timeLimit
    });
    const last = child.stdout.trimEnd().split("\n").at(-1) ?? "";
    const answer = succeeded(child) && last.startsWith("{") ? JSON.parse(last) : void 0;
    return { answer, complaint: complaintIn(child.stdout), ending: describeEnding(child.ending) };
  } finally {
    await rm2(scratch, { recursive: true, force: true });
  }
}
function complaintIn(stdout) {
  const [, text] = /^::(?:warning|error)::(.+)$/m.exec(stdout) ?? [];
  return text?.replace(/%0[AD]/g, " ").replaceAll("%25", "%").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1").slice(0, 300);
}

// src/cache/folder.ts
function makerOf({ packages, installer }) {
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
async function useFolders(folders, { maySave, caller }) {
  const restored = await Promise.all(folders.map((folder) => restoreFolder(folder, caller)));
  if (!maySave) return useOf(restored);
  const filled = [];
  for (const one of restored) filled.push(one.goesOn ? await fillFolder(one, caller) : one);
  return useOf(await Promise.all(filled.map((one) => one.goesOn ? saveFolder(one, caller) : one)));
}
function useOf(steps) {
  const unreachable = steps.filter((one) => one.unreachable !== void 0);
  const names = list(unreachable.map(({ folder }) => folder.name));
  const once = unreachable.slice(0, 1).map((one) => `The cache could not be asked for ${names}: ${one.unreachable}`);
  return {
    said: steps.map(({ said }) => said),
    warnings: [...once, ...steps.flatMap(({ warnings }) => warnings)]
  };
}
async function restoreFolder(folder, caller) {
  const { name, path, outside = [], hasSimilar } = folder;
  const { key, similar } = keysOf(folder);
  const entry = { path, key, similar: hasSimilar ? similar : void 0, outside };
  const restored = await restore(entry, caller);
  const ended = (said, ...warnings) => {
    return { folder, entry, said: `${name} ${said}`, warnings, goesOn: false };
  };
  switch (restored.kind) {
    case "exact":
      return ended("restored");
    case "similar":
      return { ...ended("restored from a similar run"), goesOn: true };
    case "nothing":
      return { ...ended("not there yet"), goesOn: true };
    case "unreachable":
      return { ...ended("not restored"), unreachable: restored.reason };
    case "unusable": {
      const mend = `If this comes again, delete the entries that begin with ${similar} from the caches of the repository.`;
      const warning2 = `What the cache has of ${name} was thrown away: ${restored.reason}. ${mend}`;
      return { ...ended("not there yet", warning2), goesOn: true };
    }
  }
}
async function fillFolder(step, caller) {
  const { folder, said, warnings } = step;
  const ended = { ...step, goesOn: false };
  try {
    await folder.fill(caller);
  } catch (error2) {
    const more = error2 instanceof Undecided ? [] : [`${folder.name} could not be fetched ahead: ${error2}`];
    return { ...ended, said: `${said}, not saved`, warnings: [...warnings, ...more] };
  }
  return existsSync(folder.path) ? step : { ...ended, said: `${said}, nothing to save` };
}
async function saveFolder(step, caller) {
  const { folder, entry, said, warnings } = step;
  const saved = await save(entry, caller);
  const more = saved.kind === "failed" ? [`${folder.name} was not saved in the cache: ${saved.reason}`] : [];
  return {
    ...step,
    said: `${said}, ${saved.kind === "saved" ? "" : "not "}saved`,
    warnings: [...warnings, ...more]
  };
}

// src/cache/downloads.ts
var downloads = async (run2) => {
  const { config, installer, root } = run2;
  const { environment } = config;
  const name = installer.kind === "uv" ? "uv" : "pip";
  const elsewhere = keptElsewhere(config.cache, name, environment);
  if (elsewhere !== void 0) return { kind: "left", reason: `${name} left alone, as ${elsewhere}` };
  const path = join3(root, name);
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path };
  const wanted = await wantedBy(run2);
  const folder = {
    name,
    path,
    surroundings: makerOf(run2),
    content: wanted.map(
      ({ interpreter, requirements }) => JSON.stringify([interpreter.implementation, interpreter.version, [...requirements].sort()])
    ),
    hasSimilar: true,
    fill: (caller) => fetchAhead(wanted, installer, caller)
  };
  return { kind: "found", folder, variables };
};
async function wantedBy({ packages, config }) {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, tests } = await announcedRequirements(project, config);
      const { requirements: tools } = await toolsFor("metadata", interpreter);
      return [
        { interpreter, requirements: tools, alone: true },
        { interpreter, requirements: build, alone: false },
        { interpreter, requirements: tests, alone: false }
      ];
    })
  );
  const wanted = all.flat().filter(({ requirements }) => requirements.length > 0);
  const key = (one) => JSON.stringify([one.interpreter.executable, one.requirements]);
  return [...new Map(wanted.map((one) => [key(one), one])).values()];
}
async function fetchAhead(wanted, installer, caller) {
  const scratch = await mkdtemp(join3(tmpdir(), "as-installed-ahead-"));
  try {
    await inParallel(wanted, async ({ interpreter, requirements, alone }) => {
      const root = await mkdtemp(join3(scratch, "environment-"));
      const [environment] = await createEnvironments(interpreter, [root], scratch, caller);
      if (environment === void 0) throw new Undecided(`${interpreter.executable} made no environment.`);
      const options = [...alone ? ["--no-deps"] : [], "--only-binary", ":all:"];
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
var environments = async (run2) => {
  const { config, installer, root } = run2;
  const path = environmentsIn(root);
  const wanted = await wantedBy2(run2);
  const folder = {
    name: "environments",
    path,
    surroundings: [...makerOf(run2), today()],
    content: [
      path,
      await machineOf(config.environment),
      await indexSettings(config.environment),
      ...wanted.map(
        ({ interpreter, contents }) => JSON.stringify([interpreter.executable, interpreter.version, contents.map(keyOf).sort()])
      )
    ],
    // What is of another day may be too old, and what has other contents has none that are looked for.
    hasSimilar: false,
    outside: wanted.map(({ interpreter }) => interpreter.executable),
    fill: (caller) => makeAhead(wanted, installer, path, caller)
  };
  return { kind: "found", folder, kept: root };
};
function today() {
  return (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
}
async function machineOf({ ImageOS, ImageVersion }) {
  const release = await readFile2("/etc/os-release", "utf8").catch(() => "");
  return JSON.stringify([ImageOS, ImageVersion, release]);
}
async function wantedBy2({ packages }) {
  const here = packages.flatMap(({ project: { name, neighbours } }) => [
    name,
    ...neighbours.map((one) => one.name)
  ]);
  const interpreters = new Map(packages.map(({ interpreter }) => [interpreter.executable, interpreter]));
  return Promise.all(
    [...interpreters.values()].map(async (interpreter) => {
      const same = packages.filter((one) => one.interpreter.executable === interpreter.executable);
      const all = await Promise.all(same.map((one) => contentsFor(one, here.map(normalizeName))));
      const contents = new Map(all.flat().map((one) => [keyOf(one), one]));
      return { interpreter, contents: [...contents.values()] };
    })
  );
}
async function contentsFor({ project, interpreter }, here) {
  const { requires: requirements } = project.buildSystem;
  const tools = await toolsFor(
    existsSync2(join4(project.folder, "README.rst")) ? "readme" : "metadata",
    interpreter
  );
  const isOfIndex = requirements.length > 0 && isFixed({ requirements }) && !requirements.some((text) => here.includes(parseRequirement(text)?.name ?? ""));
  return isOfIndex ? [{ requirements }, tools] : [tools];
}
async function makeAhead(wanted, ofRun, folder, caller) {
  const scratch = await mkdtemp2(join4(tmpdir2(), "as-installed-ahead-"));
  try {
    for (const { interpreter, contents } of wanted) {
      const installer = ofRun.kind === "uv" ? ofRun : findPip(interpreter);
      const store = await EnvironmentStore.open(folder, { interpreter, installer, caller });
      const supply = new Supply({ interpreter, installer, store, scratch, caller, onlyWheels: true });
      supply.prepare(contents);
      await inParallel(contents, (one) => supply.provide(one, async () => void 0).catch(unlessRefused));
    }
  } finally {
    await rm4(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}
function unlessRefused(error2) {
  if (!(error2 instanceof Refused)) throw error2;
}

// src/cache/cache.ts
async function openCache(config, folders = [downloads, environments]) {
  const { environment } = config;
  const policy = cachePolicy(config.cache, environment);
  const root = join5(environment.RUNNER_TEMP ?? tmpdir3(), "as-installed-cache");
  const close = () => rm5(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => void 0);
  const without = (reason, ...warnings) => ({
    config,
    line: `Cache: off (${reason}).`,
    warnings,
    close
  });
  if (!policy.uses) {
    const warning2 = `The cache is off although it was asked for: ${policy.reason}.`;
    return config.cache === "on" ? without(policy.reason, warning2) : without(policy.reason);
  }
  if (/[\s"]/.test(root)) return without(`the client of the service cannot work in ${root}`);
  try {
    await close();
    await mkdir2(root, { recursive: true, mode: 448 });
    const run2 = await prepare(config, root);
    const answers = await Promise.all(folders.map((find) => find(run2)));
    const found = answers.flatMap((answer) => answer.kind === "found" ? [answer] : []);
    const left = answers.flatMap((answer) => answer.kind === "left" ? [answer.reason] : []);
    const caller = Object.assign({}, environment, ...found.map(({ variables }) => variables));
    const used = await useFolders(
      found.map(({ folder }) => folder),
      { maySave: policy.maySave, caller }
    );
    const kept = found.find((one) => one.kept !== void 0)?.kept ?? config.kept;
    return {
      config: { ...config, environment: caller, kept },
      line: `Cache: on (${policy.reason}); ${[...left, ...used.said].join("; ")}.`,
      warnings: used.warnings,
      close
    };
  } catch (error2) {
    if (error2 instanceof ConfigurationError || error2 instanceof Undecided)
      return without("there is nothing to verify");
    return without("it could not be made ready", `The cache could not be made ready: ${error2}`);
  }
}
async function prepare(config, root) {
  const { paths, pythons, environment } = config;
  const found = await findPackages(paths);
  const projects = found.flatMap(({ asked, sources }) => {
    return sources.flatMap(({ project }) => asked.includes(project.path) ? [project] : []);
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
    (project) => (byRequirement.get(project.requiresPython) ?? []).map(({ made }) => ({ project, ...made }))
  );
  const [first] = packages;
  if (first === void 0) throw new Undecided("There is no package.");
  const installer = await findInstaller(config.installer, first.interpreter, environment);
  return { config, packages: [first, ...packages.slice(1)], installer, root };
}

// src/report/annotations.ts
var MOST = 10;
var LEVELS = { error: "error", warning: "warning", note: "notice" };
function annotationsOf(report) {
  const findings = report.packages.flatMap((one) => one.findings).filter(({ ignored }) => ignored === void 0);
  const undecided2 = report.packages.flatMap(
    (one) => one.checks.filter(({ status }) => status === "error").map(
      (check) => ({
        level: "error",
        title: `${one.name}: ${check.check} undecided${inBrackets(check)}`,
        message: check.reason ?? ""
      })
    )
  );
  const all = [...findings.map(annotationOf), ...undecided2];
  return ["error", "warning", "notice"].flatMap(
    (level) => limited(
      all.filter((one) => one.level === level),
      level === "error" ? MOST - 1 : MOST
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
  return limited(annotations, MOST - 1);
}
function annotationOf(finding) {
  const { rule, severity, message, fix, file, line } = finding;
  return {
    level: LEVELS[severity],
    title: `${rule}: ${RULES[rule].title}${inBrackets(finding)}`,
    message: [message, fix === void 0 ? "" : `Fix: ${fix}`, `See ${docsPage(rule)}`].filter(Boolean).join("\n"),
    ...file === void 0 ? {} : { file },
    ...line === void 0 ? {} : { startLine: line }
  };
}
function inBrackets(told) {
  const only = onlyWith(told);
  return only === "" ? "" : ` (${only})`;
}
function limited(annotations, most) {
  if (annotations.length <= most) return [...annotations];
  const shown = annotations.slice(0, most - 1);
  const rest = annotations.length - shown.length;
  const level = shown[0]?.level ?? "notice";
  return [
    ...shown,
    {
      level,
      title: "as-installed",
      message: `${count(rest, "more finding")} of this kind: see the log.`
    }
  ];
}

// src/report/joined-summary.ts
var MARKS = { pass: "\u2705", fail: "\u274C", error: "\u26A0\uFE0F" };
var CELLS = {
  pass: "\u2705",
  warn: "\u2705 (warnings)",
  fail: "\u274C",
  error: "\u26A0\uFE0F undecided",
  missing: "\u26A0\uFE0F no report",
  none: "\u2796"
};
function joinedSummary(report) {
  const findings = joinedFindings(report);
  const defects = findings.filter(({ finding }) => finding.severity === "error");
  const others = findings.filter(({ finding }) => finding.severity !== "error");
  return bounded(
    [
      `## ${MARKS[report.verdict]} ${joinedVerdict(report)}`,
      "",
      ...report.gate?.problems.map(({ message }) => `- ${escapeMarkdown(message)}`) ?? [],
      "",
      ...report.selection === void 0 ? [] : [escapeMarkdown(report.selection), ""],
      ...table(report),
      ...section(count(defects.length, "defect"), defects),
      ...undecided(report),
      ...leftOut(report.gate?.leftOut ?? []),
      ...section("Also seen", others)
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
    ...findings.flatMap(({ name, finding, only }) => [
      `#### ${escapeMarkdown(name)}${only.length === 0 ? "" : ` \xB7 only in ${escapeMarkdown(list(only))}`}`,
      "",
      ...findingLines(finding)
    ])
  ];
}
function undecided({ packages }) {
  const reasons = packages.flatMap(
    ({ name, checks }) => checks.filter(({ status }) => status === "error").map(({ check, reason }) => `- ${escapeMarkdown(`${name}: ${check}: ${reason ?? ""}`)}`)
  );
  return reasons.length === 0 ? [] : ["### Undecided", "", ...new Set(reasons), ""];
}
function leftOut(all) {
  if (all.length === 0) return [];
  const bullets = (lines) => lines.map((line) => `- ${escapeMarkdown(line)}`);
  const [few, full] = [leftOutSentences(all), leftOutSentences(all, all.length)];
  const names = ["", "<details><summary>All names</summary>", "", ...bullets(full), "", "</details>"];
  return ["### Left out, on purpose", "", ...bullets(few), ...`${few}` === `${full}` ? [] : names, ""];
}

// src/report/workflow-log.ts
import { randomUUID } from "node:crypto";
function workflowLog({ title }, text) {
  if (text.trim() === "") return "";
  const token = randomUUID();
  const lines = text.trimEnd().split(/\r\n|\r|\n/).map((line) => `\u2502 ${line}`);
  return [
    `::group::${inert(title)}`,
    `::stop-commands::${token}`,
    ...lines,
    `::${token}::`,
    "::endgroup::",
    ""
  ].join("\n");
}
function inert(text) {
  return text.replace(/^([\s\u0085]*)::/gm, "$1: :").replaceAll("##[", "## [");
}

// src/index.ts
async function action() {
  for (const secret of secretsIn(process.env)) setSecret(secret);
  const given = Object.fromEntries(OPTIONS.map(({ name }) => [name, getInput(name)]));
  const cwd = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const config = makeConfig(given, process.env, cwd);
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
  info(inert(cache.line));
  for (const warning2 of cache.warnings) warning(warning2, { title: "as-installed: cache" });
  const progress = plainProgress((line) => info(inert(line)));
  const result = await main(cache.config, progress).finally(cache.close);
  const told = partPackages(result.report)[0].map(({ logs }) => join6(logs, sep2));
  for (const log of result.logs.filter(({ file }) => told.some((folder) => file.startsWith(folder))))
    process.stdout.write(workflowLog(log, await readFile3(log.file, "utf8").catch(() => "")));
  info(inert(terminalReport(result.report, { colour: true, timings: config.timings })));
  tell(annotationsOf(result.report));
  await writeSummary(`${summaryOf(result.report)}
${cache.line}
`);
  setOutputs(result);
  const { verdict } = result.report;
  if (verdict === "fail")
    setFailed("as-installed: fail. The artifact is broken; the findings say where and how to mend it.");
  if (verdict === "error") setFailed("as-installed: error. It could not be decided; the checks say why.");
  process.exitCode = EXIT_STATUS[verdict];
}
var BY_LEVEL = { error, warning, notice };
function tell(annotations) {
  for (const { level, message, ...place } of annotations) BY_LEVEL[level](message, place);
}
async function planAction(config, mode, cwd) {
  const { plan: made, matrix, file } = await plan(config, mode, cwd);
  info(inert(planText(made)));
  await writeSummary(planSummary(made));
  setOutput("matrix", matrix);
  setOutput("count", made.cells.length);
  setOutput("plan", file);
  setOutput("plan-digest", made.digest);
}
async function gateAction(config, mode, cwd) {
  const { report, file } = await gate(config, mode, cwd);
  info(inert(joinedText(report, { colour: true })));
  tell(annotationsOfProblems(report.gate?.problems ?? [], "as-installed: gate"));
  await writeSummary(joinedSummary(report));
  setOutput("verdict", report.verdict);
  setOutput("report", file);
  if (report.verdict !== "pass") setFailed(`as-installed: ${report.verdict}. ${joinedVerdict(report)}`);
  process.exitCode = EXIT_STATUS[report.verdict];
}
async function writeSummary(text) {
  try {
    await summary.addRaw(text).write();
  } catch (error2) {
    warning(`The job summary could not be written: ${error2.message}`);
  }
}
function setOutputs({ report, file }) {
  const [first] = report.packages;
  const artifact = (kind) => first?.artifacts.find((one) => one.kind === kind)?.file ?? "";
  setOutput("verdict", report.verdict);
  setOutput("version", first?.version ?? "");
  setOutput("previous-version", first?.previousVersion ?? "");
  setOutput("wheel", artifact("wheel"));
  setOutput("sdist", artifact("sdist"));
  setOutput("dist", artifact("wheel") === "" ? "" : dirname2(artifact("wheel")));
  setOutput("report", file);
}
function end(error2) {
  setOutput("verdict", "error");
  if (error2 instanceof ConfigurationError) {
    for (const { message } of error2.problems) info(inert(message));
    tell(annotationsOfProblems(error2.problems));
    setFailed("as-installed: the configuration is wrong.");
    process.exitCode = 2;
  } else if (error2 instanceof Undecided) {
    setFailed(`as-installed: ${redact(error2.message, secretsIn(process.env))}`);
    process.exitCode = EXIT_STATUS.error;
  } else {
    setFailed(
      `as-installed: this is a defect of as-installed itself, please report it: ${error2.message}`
    );
    process.exitCode = EXIT_STATUS.error;
  }
}
leaveNothingRunning(end);
try {
  await action();
} catch (error2) {
  end(error2);
}
