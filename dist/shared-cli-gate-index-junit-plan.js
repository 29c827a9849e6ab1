import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  __export
} from "./shared-cache-client-cli-gate-index-junit-plan-secretlint.js";

// src/report/report.ts
function worst(verdicts) {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("error") ? "error" : "pass";
}
function isFailing({ severity, ignored }, failOn) {
  return ignored === void 0 && (severity === "error" || severity === "warning" && failOn === "warning");
}
function verdictOf(checks, failOn) {
  return worst(
    checks.map(({ status }) => {
      if (status === "warn") return failOn === "warning" ? "fail" : "pass";
      return status === "fail" || status === "error" ? status : "pass";
    })
  );
}
function verdictOfFindings(findings, failOn) {
  const fails = ({ severity }) => severity === "error" || severity === "warning" && failOn === "warning";
  return findings.some(fails) ? "fail" : "pass";
}
var EXIT_STATUS = { pass: 0, fail: 1, error: 3 };
function verdictOfRun({ packages, gate }) {
  const hasProblems = gate !== void 0 && gate.problems.length > 0;
  const counted = packages.filter(({ failOn }) => failOn !== "never").map(({ verdict }) => verdict);
  return worst([...counted, ...hasProblems ? ["error"] : []]);
}

// src/program/version.ts
import { readFileSync } from "node:fs";
function programVersion() {
  return JSON.parse(
    readFileSync(
      new URL(import.meta.url.endsWith(".ts") ? "../../package.json" : "../package.json", import.meta.url),
      "utf8"
    )
  ).version;
}

// src/report/report-header.ts
var SCHEMA_URL = "https://raw.githubusercontent.com/as-installed/as-installed/main/docs/report.schema.json";
var TOOL_NAME = "as-installed";
var TOOL_URI = "https://github.com/as-installed/as-installed";
function reportHeader(now) {
  return {
    $schema: SCHEMA_URL,
    schema: 1,
    tool: { name: TOOL_NAME, version: programVersion(), uri: TOOL_URI },
    createdAt: now.toISOString()
  };
}

// src/program/sentence.ts
import { stripVTControlCharacters } from "node:util";
function list(items, last2 = "and") {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last2} ${items.at(-1)}`;
}
function listSome(items, limit = 5) {
  return items.length <= limit ? list(items) : `${items.slice(0, limit).join(", ")} and ${items.length - limit} more`;
}
function capitalize(text) {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}
function count(n, noun, plural = `${noun}s`) {
  return `${n} ${n === 1 ? noun : plural}`;
}
function lastLines(text, limit) {
  return stripVTControlCharacters(text).split(/\r\n|\r|\n/).map((line) => line.trimEnd()).filter((line) => line !== "").slice(-limit);
}
function because(cause) {
  return cause === null ? "" : ` ${cause}.`;
}

// src/checks/fixes/packaging.ts
function removePattern({ pattern, setting }) {
  return /MANIFEST\.in:\d+$/.test(setting) ? `Delete "${pattern}" (${setting}), or narrow it.` : `Remove "${pattern}" from ${setting}, or narrow it.`;
}
function moduleFix(packaging, {
  source,
  module,
  topLevels,
  sources,
  excludedBy,
  declarationFix,
  builtFrom
}) {
  if (excludedBy !== null) return removePattern(excludedBy);
  if (declarationFix !== null) return declarationFix;
  if (builtFrom === "source tree") return sourceTreeFix(packaging, source);
  return shipFix(packaging, source, module, topLevels, sources);
}
function missingDataFix(packaging, {
  source,
  files,
  installed,
  package: packageDirectory,
  excludedBy,
  declarationFix,
  builtFrom
}) {
  if (excludedBy !== null) return removePattern(excludedBy);
  if (declarationFix !== null) return declarationFix;
  if (builtFrom === "source tree") return sourceTreeFix(packaging, source);
  if (packageDirectory === "")
    return `Move ${listSome(
      files.map((file) => inProject(packaging, file)),
      3
    )} into the import package, and read ${files.length > 1 ? "them" : "it"} with importlib.resources.`;
  return dataFix(packaging, source, installed, packageDirectory);
}
function sourceTreeFix({ backend }, source) {
  return `In the settings of ${backend} for the wheel, use paths that exist both in the source tree and in the sdist. ${source} is its path in the source tree.`;
}
function shipFix(packaging, source, module, topLevels = [module.split(".")[0]], sources = []) {
  const file = inProject(packaging, source);
  const shipped = sources.map((path) => inProject(packaging, path));
  const modules = shipped.filter((path) => path.endsWith(".py"));
  const stubs = topLevels.find((name) => name.endsWith("-stubs"));
  const top = stubs ?? module.split(".")[0] ?? module;
  const from = parentOf(file, top);
  if (top === module && !file.endsWith("/__init__.py")) return shipModuleFix(packaging, file, module, shipped);
  switch (packaging.backend) {
    case "setuptools":
      if (!isFoundByName(packaging, from, topLevels, shipped))
        return `In ${packaging.configuration}, add ${top} and its subpackages to packages, and its directory to package_dir (package-dir in pyproject.toml): ${top} = ${join(from, top)}`;
      return `${REPLACE_PACKAGES[packaging.configuration]}:
${findPackages(packaging, from, topLevels, parentsOf(shipped))}${keepModules(packaging, modules)}${stubs === void 0 ? "" : `
and add "*.pyi" of all packages to the package data.`}`;
    case "hatchling":
      return hatchlingFix(`"/${file.replace(/__init__\.py$/, "")}"`, join(from, top));
    default:
      return wholePackageFix(packaging.backend, file, from, top);
  }
}
var REPLACE_PACKAGES = {
  "pyproject.toml": "In pyproject.toml, replace packages and package-dir in [tool.setuptools], and the table packages.find, by",
  "setup.cfg": "In setup.cfg, replace packages and package_dir in [options], and [options.packages.find], by",
  "setup.py": "In setup.py, replace packages and package_dir by"
};
function hatchlingFix(artifacts, directory) {
  return `Include it despite .gitignore and exclude:
[tool.hatch.build]
artifacts = [${artifacts}]
If packages or only-include is set, it must contain ${directory}.`;
}
function shipModuleFix({ backend, configuration }, file, module, shipped) {
  const move = `Move ${file} into the package and import it from there`;
  if (backend !== "setuptools") return `${move}.`;
  const modules = [.../* @__PURE__ */ new Set([...shipped.filter((path) => path.endsWith(".py")).map(nameOfModule), module])];
  const quoted = modules.map((name) => `"${name}"`).join(", ");
  const list2 = configuration === "setup.py" ? `py_modules=[${quoted}] in setup.py` : configuration === "setup.cfg" ? `py_modules = ${modules.join(", ")} in [options] of setup.cfg` : `py-modules = [${quoted}] in [tool.setuptools]`;
  const packages = modules.length > shipped.length ? "" : ". Then setuptools no longer discovers packages automatically: if packages is not set, set it, too";
  return `${move}, or include it as a top-level module: ${list2}${packages}.`;
}
function nameOfModule(path) {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.py$/, "");
}
function parentsOf(shipped) {
  return shipped.filter((path) => !path.endsWith(".py")).map((path) => path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".");
}
function isFoundByName({ configuration }, from, topLevels, shipped) {
  const packages = shipped.filter((path) => !path.endsWith(".py"));
  return packages.every((path) => topLevels.includes(path.slice(path.lastIndexOf("/") + 1))) && (configuration === "pyproject.toml" || parentsOf(packages).every((parent) => parent === from));
}
function keepModules({ configuration }, modules) {
  if (modules.length === 0) return "";
  const names = modules.map((path) => `"${nameOfModule(path)}"`).join(", ");
  const setting = configuration === "pyproject.toml" ? "py-modules of [tool.setuptools]" : "py_modules";
  return `
Keep ${names} in ${setting}, or add ${modules.length === 1 ? "it" : "them"} there.`;
}
function dataFix(packaging, source, installed, packageDirectory) {
  const file = inProject(packaging, source);
  const [first = ""] = installed;
  const [top = ""] = first.split("/");
  const from = parentOf(file, top);
  switch (packaging.backend) {
    case "setuptools":
      return packageData(
        packaging,
        packageDirectory.replaceAll("/", "."),
        patternsFor(installed.map((path) => path.slice(packageDirectory.length + 1)))
      );
    case "hatchling": {
      const paths = installed.length > 3 ? [`${commonDirectory(installed)}**`] : installed;
      const artifacts = paths.map((path) => `"/${join(from, path)}"`).join(", ");
      return hatchlingFix(artifacts, join(from, top));
    }
    default:
      return wholePackageFix(packaging.backend, file, parentOf(file, top), top);
  }
}
function typingFix(packaging, marker) {
  if (marker.inTree) return sdistFix(packaging, [marker.source]);
  const addToWheel = dataFix(packaging, marker.source, [marker.path], marker.package);
  if (marker.tracked) return addToWheel;
  const make = `Commit an empty file ${marker.source}, or remove the classifier.`;
  return packaging.backend === "setuptools" ? `${make} For setuptools before 69, also include it. ${addToWheel}` : make;
}
function emptyWheelFix(packaging, {
  builtFrom,
  filesInOtherWheel,
  packages,
  unimportable
}) {
  if (unimportable !== null) {
    const name = unimportable.slice(0, unimportable.lastIndexOf("/"));
    return `Rename ${name} to a valid module name: ${name.replace(/[^\p{ID_Continue}/]/gu, "_")}.`;
  }
  const [first] = packages;
  if (first === void 0)
    return "Add the import package to the repository. If the distribution only installs its dependencies, ignore this rule.";
  if (builtFrom === "sdist" && filesInOtherWheel > 0)
    return `The sdist lacks the package. ${sdistFix(
      packaging,
      packages.map((path) => path.endsWith(".py") ? path : `${path}/`)
    )}`;
  const paths = packages.map((path) => inProject(packaging, path));
  const before = filesInOtherWheel > 0 ? "Use paths that exist both in the source tree and in the sdist" : "Include the package";
  return `${before}:
${includePackages(packaging, paths)}`;
}
function includePackages({ backend, configuration }, paths) {
  const parent = (path) => path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
  const name = (path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.py$/, "");
  const [first = ""] = paths;
  const from = parent(first);
  const list2 = (items) => `[${items.map((item) => `"${item}"`).join(", ")}]`;
  switch (backend) {
    case "setuptools": {
      const modules = paths.filter((path) => path.endsWith(".py")).map(name);
      const directories = paths.filter((path) => !path.endsWith(".py")).map(name);
      if (directories.length > 0) return findPackages({ configuration }, from, directories);
      if (configuration === "setup.py") return `py_modules=${list2(modules)},`;
      return configuration === "setup.cfg" ? `[options]
py_modules = ${modules.join(", ")}` : `[tool.setuptools]
py-modules = ${list2(modules)}`;
    }
    case "hatchling":
      return first.endsWith(".py") ? `[tool.hatch.build.targets.wheel]
only-include = ${list2(paths)}${from === "." ? "" : `
sources = ["${from}"]`}` : `[tool.hatch.build.targets.wheel]
packages = ${list2(paths)}`;
    case "flit":
      return `[tool.flit.module]
name = "${name(first)}"`;
    case "poetry-core":
      return `[tool.poetry]
packages = [${paths.map((path) => {
        const file = path.slice(path.lastIndexOf("/") + 1);
        return `{ include = "${file}"${parent(path) === "." ? "" : `, from = "${parent(path)}"`} }`;
      }).join(", ")}]`;
    case "pdm-backend":
      return `[tool.pdm.build]
${from === "." ? "" : `package-dir = "${from}"
`}includes = ${list2(paths)}`;
    case "uv_build":
      return `[tool.uv.build-backend]
module-root = "${from === "." ? "" : from}"
module-name = ${paths.length === 1 ? `"${name(first)}"` : list2(paths.map(name))}`;
    default:
      return `Configure ${backend} to include ${paths.join(", ")} in the wheel.`;
  }
}
function sdistFix(packaging, sources) {
  const paths = sources.map((source) => inProject(packaging, source));
  const patterns2 = (all, before = "") => paths.map((path) => `"${before}${path.replace(/\/$/, `/${all}`)}"`).join(", ");
  switch (packaging.backend) {
    case "setuptools":
      return `Add to the end of MANIFEST.in:
${paths.map((path) => path.endsWith("/") ? `graft ${path.slice(0, -1)}` : `include ${path}`).join("\n")}`;
    case "hatchling":
      return `Include it in the sdist despite .gitignore and exclude:
[tool.hatch.build.targets.sdist]
artifacts = [${patterns2("", "/")}]
If only-include is set there, add it there, too.`;
    case "flit":
      return `Remove the pattern that matches it from exclude in [tool.flit.sdist]. If no pattern matches, add there:
include = [${patterns2("**")}]`;
    case "poetry-core":
      return `Include it in both formats, in packages or include of [tool.poetry]:
${paths.map((path) => `{ path = "${path.replace(/\/$/, "/**/*")}", format = ["sdist", "wheel"] },`).join("\n")}`;
    case "pdm-backend":
      return `Remove the pattern that matches it from excludes in [tool.pdm.build]. If no pattern matches, add there:
source-includes = [${patterns2("**")}]`;
    case "uv_build":
      return `Remove the pattern that matches it from source-exclude in [tool.uv.build-backend]. If no pattern matches, add there:
source-include = [${patterns2("**")}]`;
    default:
      return `Include ${paths.join(", ")} in the sdist in the settings of ${packaging.backend}.`;
  }
}
function junkFix(packaging, { paths, secret, example }) {
  const [path = ""] = paths;
  if (secret && example)
    return "If it is only used by the tests, exclude it from the wheel or ignore this rule. Otherwise revoke it.";
  if (secret)
    return `Revoke the credential if any release contains it. Remove ${path} from the repository, and read the credential from an environment variable.`;
  const name = /(?:^|\/)(__pycache__\/|\.\w+\/)/.exec(path)?.[1] ?? path.split("/").at(-1);
  return `If git tracks it, remove it (git rm --cached) and add ${name} to .gitignore. If the build generates it, exclude it in the settings of ${packaging.backend}.`;
}
function strayFix(packaging, stray) {
  const { name, source, problem, entryPoints, packages } = stray;
  const [entryPoint] = entryPoints;
  const [own] = packages;
  if (entryPoint !== void 0 && own !== void 0) {
    const value = `${own}.${entryPoint.value.startsWith(`${name}.`) ? entryPoint.value.slice(name.length + 1) : entryPoint.value}`;
    return `Move the modules of ${source} that the entry points need into the package ${own}, and change the entry points: ${entryPoint.name} = "${value}". ${excludeFix(packaging, stray)}`;
  }
  if (problem === "unimportable")
    return `Rename ${source} to a valid module name, or move it into ${own === void 0 ? "an import package" : `the package ${own}`}.`;
  if (problem === "directory")
    return `Move ${source} into ${own === void 0 ? "an import package" : `the package ${own}`}, or exclude it. ${excludeFix(packaging, stray)}`;
  return excludeFix(packaging, stray);
}
function excludeFix({ backend, configuration, folder }, { name, source, problem }) {
  const file = inProject({ folder }, source);
  const from = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
  const isModule = problem === "name";
  switch (backend) {
    case "setuptools": {
      if (!isModule)
        return problem === "init" ? 'Remove "" from packages and "__init__" from py_modules (py-modules in pyproject.toml).' : `Remove "${name}" from package_data (package-data in pyproject.toml) of the package "".`;
      const instead = `Remove "${name}" from packages or py_modules. If setuptools finds packages automatically, exclude it:`;
      if (configuration === "setup.py")
        return `${instead}
packages=find_packages(${from === "." ? "" : `"${from}", `}exclude=["${name}", "${name}.*"]),`;
      return configuration === "setup.cfg" ? `${instead}
[options.packages.find]${from === "." ? "" : `
where = ${from}`}
exclude =
    ${name}
    ${name}.*` : `${instead}
[tool.setuptools.packages.find]${from === "." ? "" : `
where = ["${from}"]`}
exclude = ["${name}", "${name}.*"]`;
    }
    case "hatchling":
      return isModule ? `Exclude it, and remove it from force-include if it is there:
[tool.hatch.build.targets.wheel]
exclude = ["/${file}"]` : `Remove it from force-include and include in [tool.hatch.build.targets.wheel].`;
    case "poetry-core":
      return isModule ? `Include it in the sdist only, in packages of [tool.poetry]:
{ include = "${name}", format = "sdist" }` : `Include it in the sdist only, in include of [tool.poetry]:
{ path = "${file}", format = "sdist" }`;
    case "pdm-backend":
      return `Include it in the sdist only:
[tool.pdm.build]
source-includes = [${[.../* @__PURE__ */ new Set(["tests", file])].map((path) => `"${path}"`).join(", ")}]`;
    case "uv_build":
      return `Remove "${name}" from module-name in [tool.uv.build-backend].`;
    default:
      return `Remove "${name}" from the files that ${backend} includes in the wheel.`;
  }
}
function wholePackageFix(backend, file, from, top) {
  switch (backend) {
    case "flit":
      return `Remove the pattern that matches ${file} from exclude in [tool.flit.sdist]: flit includes all other files of the package.`;
    case "uv_build":
      return `Remove the pattern that matches ${file} from source-exclude or wheel-exclude in [tool.uv.build-backend]: uv_build includes all other files of the package.`;
    case "pdm-backend":
      return `Remove the pattern that matches ${file} from excludes in [tool.pdm.build]. If includes is set there, add "${join(from, top)}" to it.`;
    case "poetry-core":
      return `Remove the pattern that matches ${file} from exclude in [tool.poetry], and include the whole package there:
packages = [{ include = "${top}"${from === "." ? "" : `, from = "${from}"`} }]`;
    default:
      return `Include ${file} in the sdist and the wheel in the settings of ${backend}.`;
  }
}
function findPackages({ configuration }, from, tops, others = []) {
  const root = from === "." ? "" : from;
  const where = [.../* @__PURE__ */ new Set([...others, from])].map((directory) => `"${directory}"`).join(", ");
  const list2 = tops.map((top) => `"${top}*"`).join(", ");
  if (configuration === "setup.py")
    return `packages=find_namespace_packages("${from}", include=[${list2}]),${root && `
package_dir={"": "${root}"},`}`;
  return configuration === "setup.cfg" ? `[options]
packages = find_namespace:${root && `
package_dir =
    = ${root}`}
[options.packages.find]
where = ${from}
include =${tops.length === 1 ? ` ${tops[0]}*` : tops.map((top) => `
    ${top}*`).join("")}` : `[tool.setuptools.packages.find]
where = [${where}]
include = [${list2}]`;
}
function packageData({ configuration }, name, patterns2) {
  const list2 = patterns2.map((pattern) => `"${pattern}"`).join(", ");
  const lines = {
    "pyproject.toml": `[tool.setuptools.package-data]
${name.includes(".") ? `"${name}"` : name} = [${list2}]`,
    "setup.cfg": `[options.package_data]
${name} =${patterns2.map((pattern) => `
    ${pattern}`).join("")}`,
    "setup.py": `package_data={"${name}": [${list2}]},`
  };
  return `Add to ${configuration}:
${lines[configuration]}`;
}
function patternsFor(paths) {
  const patterns2 = new Set(paths.map((path) => path.replace(/\/[^/]+(\.[^./]+)$/, "/*$1")));
  return patterns2.size > 4 ? [`${commonDirectory(paths)}**/*`] : [...patterns2];
}
function commonDirectory(paths) {
  const [first = "", ...others] = paths;
  let directory = first.slice(0, first.lastIndexOf("/") + 1);
  while (!others.every((path) => path.startsWith(directory)))
    directory = directory.slice(0, directory.lastIndexOf("/", directory.length - 2) + 1);
  return directory;
}
function inProject({ folder }, file) {
  return folder !== "." && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
}
function parentOf(file, top) {
  const at = `/${file}`.indexOf(`/${top}/`);
  return at <= 0 ? "." : file.slice(0, at - 1);
}
function join(directory, name) {
  return directory === "." ? name : `${directory}/${name}`;
}

// src/checks/build/fixes.ts
var IN_A_FRESH_CLONE = 'Run "python -m build" in a fresh clone to reproduce the failure. Commit each file that the build reads, and include it in the sdist.';
function failedBuildFix(facts) {
  const { problem, setting, place } = facts;
  if (problem === "several packages") return severalPackagesFix(facts);
  if (problem === "no package") return noPackageFix(facts);
  if (setting === null) {
    if (place === null) return IN_A_FRESH_CLONE;
    return placeFix(problem, place);
  }
  return settingFix(facts, setting);
}
function placeFix(problem, place) {
  if (/\.(toml|cfg|in):\d+$/.test(place)) return `Correct ${place}.`;
  return problem === "compiler" && !/\.py:\d+$/.test(place) ? `Fix the error that the compiler reports at ${place}. If a header is missing, install the system package that contains it.` : `Correct ${place}, where the build fails. ${IN_A_FRESH_CLONE}`;
}
function settingFix({ problem, named, place, backend }, setting) {
  const at = place === null ? "" : `, ${place}`;
  const isKey = named !== null && setting.startsWith(`${quoteUnlessBare(named)} in `);
  const entry = named === null || isKey ? `${setting}${at.replace(", ", " (")}${at && ")"}` : `${JSON.stringify(named)} (${setting}${at})`;
  switch (problem) {
    case "duplicate":
      return `Delete ${entry}: another setting includes the same files.`;
    case "missing":
      return `Correct or delete ${entry}: git tracks no such file or directory.`;
    case "superseded":
      return `Delete ${entry}.`;
    case "unknown":
      return `Correct or delete ${entry}: ${backend} does not support it.`;
    default:
      return `Correct ${entry}.`;
  }
}
var quoteUnlessBare = (key) => /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
function mainPackage({ importPackages }) {
  const path = importPackages[0] ?? "src/PACKAGE";
  const slash = path.lastIndexOf("/");
  return { path, parent: path.slice(0, Math.max(0, slash)), module: path.slice(slash + 1) };
}
function noPackageFix(facts) {
  const { path, parent, module } = mainPackage(facts);
  switch (facts.backend) {
    case "hatchling":
      return `Set the import package:
[tool.hatch.build.targets.wheel]
packages = ["${path}"]`;
    case "flit":
      return `Set the import package:
[tool.flit.module]
name = "${module}"`;
    case "poetry-core":
      return `Set the import package in [tool.poetry]:
packages = [{ include = "${module}"${parent === "" ? "" : `, from = "${parent}"`} }]`;
    case "uv_build":
      return `Set the import package and its parent directory:
[tool.uv.build-backend]
module-name = "${module}"
module-root = "${parent}"`;
    default:
      return `Set the import package ${path} in the settings of ${facts.backend}.`;
  }
}
function severalPackagesFix(facts) {
  const { module, parent } = mainPackage(facts);
  const where = parent === "" ? "" : `where = ["${parent}"]
`;
  return `Select the import package of the project:
[tool.setuptools.packages.find]
${where}include = ["${module}*"]`;
}

// src/checks/build/rules.ts
var BUILD_RULES = {
  "build-failed": {
    title: "Build failed",
    why: "A package that does not build cannot be released, and installing from the sdist builds it on the machine of the user.",
    message: ({ step, words, absent, treeBuilds }) => `${describeStep(step)} failed: ${words.join(" / ")}${describeAbsent(absent, treeBuilds)}`,
    fix: (facts) => {
      const { step, absent, treeBuilds } = facts;
      if (step === "build requirements")
        return "Correct requires in [build-system] (pyproject.toml): the installer cannot install it.";
      if (absent !== null) return sdistFix(facts, [absent]);
      if (treeBuilds)
        return 'Unpack the sdist and run "python -m build --wheel" in it to reproduce the failure, then include in the sdist what the build reads.';
      return failedBuildFix(facts);
    }
  },
  "metadata-ignored": {
    title: "Ignored metadata",
    why: "The distributions lack this metadata, such as dependencies, commands and extras that are declared only there.",
    message: ({ fields, place }) => `setuptools ignores ${fields.map(({ field, value }) => `${field} = ${value.slice(0, 200)}`).join(", ")} ${place === null ? "in setup.py" : `(${place})`}: dynamic in [project] does not list ${list(fields.map(({ field }) => field))}.`,
    fix: ({ dynamic, fields }) => `In [project], set dynamic = [${dynamic.map((field) => `"${field}"`).join(", ")}]. Or move the ${fields.length === 1 ? "value" : "values"} to [project].`
  },
  "build-deprecated": {
    title: "Deprecated build setting",
    why: "Builds fail with a future version of the build backend: yours, and those of users who install from the sdist.",
    message: ({ message, by }) => `The build backend warns: ${message}.${by === null ? "" : by === "overdue" ? " The announced removal is overdue." : ` Support ends on ${by}.`}`,
    fix: ({ setting, place, advice, url }) => {
      const change = setting === null ? place ?? "the configuration" : `${setting}${place === null ? "" : ` (${place})`}`;
      return `Change ${change}.${advice === null ? "" : ` ${advice}`}${url === null ? "" : ` See ${url}`}`;
    }
  }
};
function describeStep(step) {
  if (step === "build requirements") return "Installing the build requirements";
  return `Building the ${step.replace("from the tree", "from the source tree")}`;
}
function describeAbsent(absent, treeBuilds) {
  if (treeBuilds)
    return `. The sdist lacks ${absent ?? "something that the build reads"}; the wheel was built directly from the source tree and verified instead.`;
  return absent === null ? "" : `. The sdist lacks ${absent}, which is in the checkout.`;
}

// src/checks/contents/policy-fixes.ts
function licenseFix(packaging, paths, artifacts) {
  if (!artifacts.includes("wheel")) return sdistFix(packaging, paths);
  const names = paths.map((path) => path.split("/").at(-1));
  const list2 = names.map((name) => `"${name}"`).join(", ");
  const them = names.length === 1 ? "it" : "them";
  switch (packaging.configuration) {
    case "pyproject.toml":
      return `List ${them} in [project], with a current build backend (PEP 639):
license-files = [${list2}]`;
    case "setup.cfg":
      return `List ${them} in [metadata] of setup.cfg:
license_files =
${names.map((name) => `    ${name}`).join("\n")}`;
    case "setup.py":
      return `List ${them} in setup.py:
license_files=[${list2}],`;
  }
}
function policyFix(packaging, {
  artifact,
  way,
  pattern,
  paths
}) {
  const { backend } = packaging;
  switch (way) {
    case "missing":
      return `Commit a file that matches "${pattern}", and include it in the ${artifact} in the settings of ${backend}.`;
    case "forbidden":
      return `Exclude ${paths.length === 1 ? paths[0] : `"${pattern}"`} from the ${artifact} in the settings of ${backend}, or delete ${paths.length === 1 ? "it" : "the files"}.`;
    case "lost":
      return `${sdistFix(packaging, outermost(paths))}
List files that do not belong in the sdist in except of [tool.as-installed.contents.sdist].`;
  }
}
function outermost(paths) {
  if (paths.length <= 5) return [...paths];
  return [...new Set(paths.map((path) => path.includes("/") ? `${path.split("/")[0]}/` : path))];
}

// src/checks/contents/rules.ts
var CONTENTS_RULES = {
  "wheel-empty": {
    title: "Empty wheel",
    why: "pip installs the wheel without an error, but the package cannot be imported.",
    message: ({ builtFrom, filesInOtherWheel, unimportable, packages, declaration, cause }) => {
      const other = builtFrom === "sdist" ? "source tree" : "sdist";
      const wheel = filesInOtherWheel > 0 ? `The wheel built from the ${builtFrom}` : "The wheel";
      const empty = unimportable === null ? `${wheel} contains no modules and no data files` : `${wheel} contains no importable module: ${unimportable} is not a valid module name`;
      const but = filesInOtherWheel > 0 ? `, but the wheel built from the ${other} contains ${count(filesInOtherWheel, "file")}` : packages.length > 0 ? `, but the source tree contains ${listSome(packages, 3)}` : "";
      return `${empty}${but}${declaration === null ? "" : ` (${declaration})`}.${because(cause)}`;
    },
    fix: (facts) => emptyWheelFix(facts, facts)
  },
  "junk-shipped": {
    title: "Unwanted or secret file in distribution",
    why: "Anyone can download published files, and deleting the release does not undo that.",
    message: ({ artifact, what, paths, secret }) => secret ? `${listSome(paths, 3)} in the ${artifact} ${paths.length === 1 ? "contains" : "contain"} ${what}.` : `The ${artifact} contains ${what}: ${listSome(paths, 3)}.`,
    fix: (facts) => junkFix(facts, facts)
  },
  "stray-top-level": {
    title: "Unexpected top-level entry in wheel",
    why: "It is installed directly into site-packages, where it hides or overwrites the same name of other distributions.",
    message: ({ name, problem, inTreeAlone, entryPoints }) => {
      const wheel = inTreeAlone ? "The wheel built directly from the source tree" : "The wheel";
      const entry = {
        name: `"${name}"`,
        init: `${name}, which is in no package,`,
        file: name,
        directory: `the directory ${name}, which contains no modules,`,
        unimportable: `${name}, which is not a valid module name,`
      }[problem];
      const scripts = entryPoints.map((entryPoint) => entryPoint.name);
      return `${wheel} installs ${entry} at the top level of site-packages${scripts.length === 0 ? "" : `; ${scripts.length === 1 ? "the entry point" : "the entry points"} ${listSome(scripts, 3)} ${scripts.length === 1 ? "refers" : "refer"} to it`}.`;
    },
    fix: (facts) => strayFix(facts, facts)
  },
  "stdlib-shadowed": {
    title: "Module shadowed by standard library",
    why: "Python searches the standard library before site-packages, so users cannot import the module.",
    message: ({ name }) => `The wheel installs the top-level module "${name}", but "import ${name}" imports the standard-library module.`,
    fix: ({ name, source }) => `Rename ${source}, or move it into an import package: "from PACKAGE import ${name}".`
  },
  "module-missing": {
    title: "Missing module in wheel",
    why: "It can be imported in the checkout, but not from the installed package.",
    message: (facts) => {
      const { module, source, files, neededBy, importedBy, beside, convention, builtFrom, cause } = facts;
      const reason = neededBy.length > 0 ? `, but ${listSome(neededBy, 3)} ${neededBy.length > 1 ? "need" : "needs"} ${module}` : convention !== null ? `, but ${convention}` : intended(facts) !== void 0 ? `, but ${intended(facts)}` : importedBy.length > 0 ? `, but ${listSome(importedBy, 3)} ${importedBy.length > 1 ? "import" : "imports"} it` : beside ? ", although it is next to the packages of the wheel" : "";
      return `${describeFiles(source, files)} not in ${wheelBuiltFrom(builtFrom)}${reason}.${because(cause)}`;
    },
    fix: (facts) => moduleFix(facts, facts)
  },
  "data-missing": {
    title: "Missing data file in wheel",
    why: "Code that reads it works in the checkout, but fails in the installed package.",
    message: (facts) => {
      const { source, files, neededBy, possiblyReadBy, convention, siblings, builtFrom, cause } = facts;
      const them = files.length > 1 ? "them" : "it";
      const reads = (readers, verb) => `${listSome(readers, 3)} ${verb}${readers.length > 1 ? "" : "s"} ${them}`;
      const reason = neededBy.length > 0 ? `, but ${reads(neededBy, "read")}` : convention !== null ? `, but ${convention}` : intended(facts) !== void 0 ? `, but ${intended(facts)}` : possiblyReadBy.length > 0 ? `, but ${listSome(possiblyReadBy, 3)} may read ${them}` : siblings > 0 ? `, but ${count(siblings, "similar file")} in the same directory ${siblings === 1 ? "is" : "are"}` : "";
      return `${describeFiles(source, files)} not in ${wheelBuiltFrom(builtFrom)}${reason}.${because(cause)}`;
    },
    fix: (facts) => missingDataFix(facts, facts)
  },
  "pattern-unmatched": {
    title: "Unmatched packaging pattern",
    why: "The files it was written for are not included, or were renamed or deleted.",
    message: ({ setting, patterns: patterns2 }) => `${listSome(
      patterns2.map(({ pattern, position }) => `"${pattern}" (${position})`),
      5
    )} in ${setting} ${patterns2.length === 1 ? "matches" : "match"} no file in the source tree, the sdist or the wheel.`,
    fix: ({ patterns: patterns2 }) => `Correct or delete ${patterns2.length === 1 ? `"${patterns2[0]?.pattern}"` : "them"}.`
  },
  "typing-marker-missing": {
    title: "Missing py.typed marker",
    why: "Type checkers ignore the annotations of a package without py.typed (PEP 561).",
    message: ({ path, source, tracked, cause }) => `${tracked ? `${source} is not in the wheel` : `The classifier "Typing :: Typed" is set, but the wheel does not contain ${path}`}.${because(cause)}`,
    fix: (facts) => typingFix(facts, facts)
  },
  "license-missing": {
    title: "Missing license file",
    why: "Most licenses require their text in each copy, and distributors such as conda-forge and Debian need it in the sdist.",
    message: ({ paths, artifacts }) => `${listSome(paths, 3)} ${paths.length === 1 ? "is" : "are"} missing from the ${artifacts.join(" and the ")}.`,
    fix: (facts) => licenseFix(facts, facts.paths, facts.artifacts)
  },
  "size-exceeded": {
    title: "Distribution too large",
    why: "PyPI rejects files larger than 100 MiB, and each installation downloads the wheel.",
    message: ({ file, bytes, limit, isOwn }) => `${file} is ${megabytes(bytes)}, larger than ${isOwn ? "max-size" : "the PyPI limit"} (${megabytes(limit)}).`,
    fix: ({ file, isOwn }) => `List the largest files with "python -m ${file.endsWith(".whl") ? "zipfile" : "tarfile"} -l ${file}", and exclude those that users do not need.${isOwn ? " Or raise max-size in [tool.as-installed]." : ""}`
  },
  "contents-policy": {
    title: "Contents policy violation",
    why: "The project requires or forbids these files in [tool.as-installed.contents].",
    message: ({ artifact, way, pattern, paths }) => {
      switch (way) {
        case "missing":
          return `The ${artifact} contains no file that matches the required pattern "${pattern}".`;
        case "forbidden":
          return `The ${artifact} contains ${listSome(paths, 3)}: the pattern "${pattern}" is forbidden.`;
        case "lost":
          return `The sdist lacks ${count(paths.length, "tracked file")}: ${listSome(paths, 5)}.`;
      }
    },
    fix: (facts) => policyFix(facts, facts)
  }
};
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
function wheelBuiltFrom(source) {
  return source === "sdist" ? "the wheel" : "the wheel built directly from the source tree";
}
function intended({
  files,
  declaredBy,
  lastRelease
}) {
  const them = files.length > 1 ? "them" : "it";
  if (declaredBy !== null)
    return `"${declaredBy.pattern}" in ${declaredBy.setting === declaredBy.position.split(":")[0] ? declaredBy.position : `${declaredBy.setting} (${declaredBy.position})`} refers to ${them}`;
  return lastRelease === null ? void 0 : `the wheel of the last release (${lastRelease}) contains ${them}`;
}
function describeFiles(source, files) {
  if (files.length < 2) return `${source} is`;
  const directory = commonDirectory2(files);
  const names = files.map((file) => file.slice(directory.length));
  return `${count(files.length, "file")} in ${directory.slice(0, -1) || "."} (${listSome(names, 3)}) are`;
}
function commonDirectory2(files) {
  const [first = "", ...others] = files;
  let directory = first.slice(0, first.lastIndexOf("/") + 1);
  while (!others.every((file) => file.startsWith(directory)))
    directory = directory.slice(0, directory.lastIndexOf("/", directory.length - 2) + 1);
  return directory;
}

// src/python/requirement.ts
function normalizeName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
function withoutLocalPath(requirement) {
  return requirement.replace(/(@\s*file:)[^;\s]+/, "$1");
}
function isLocalReference(requirement) {
  return withoutLocalPath(requirement) !== requirement;
}
var EXTRA_MARKER = /\bextra\s*==\s*['"]([^'"]+)['"]|['"]([^'"]+)['"]\s*==\s*extra\b/;
function parseRequirement(text) {
  const head = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[<>=!~;@(#\s])/.exec(text);
  if (head?.[1] === void 0) return void 0;
  return {
    name: normalizeName(head[1]),
    extras: (head[2] ?? "").split(",").map((extra) => extra.trim()).filter(Boolean),
    ofExtra: EXTRA_MARKER.exec(text)?.slice(1).find(Boolean),
    text: text.trim()
  };
}
function specifiersOf({ text }) {
  const [head = ""] = text.split(";");
  if (head.includes("@")) return void 0;
  return /^\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*\(?([^)]*)\)?\s*$/.exec(head)?.[1]?.replaceAll(/\s/g, "");
}
function haveSameRequirements(some, others) {
  const [left, right] = [some, others].map((list2) => [...new Set(list2.map(canonical))].sort());
  return left?.join("\n") === right?.join("\n");
}
function canonical(text) {
  const requirement = parseRequirement(text);
  if (requirement === void 0) return text;
  const { name, extras } = requirement;
  const [head = "", marker = ""] = text.split(";");
  const specifiers = /[<>=!~].*$/.exec(head.replaceAll(/[\s()]/g, ""))?.[0] ?? "";
  const plain = marker.replaceAll(/[\s'"]/g, "");
  return `${name}[${[...extras].sort()}]${specifiers.split(",").sort()};${plain}`;
}

// src/checks/diagnosis/quoted-commands.ts
function quoteCommands(labels) {
  return listSome(
    labels.map((label) => /^(import|python -m) /.test(label) ? `"${label}"` : label),
    3
  );
}

// src/python/module-names.ts
var IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
var MODULE = /^([^.]+)(?:\.py|\.(?:cpython|cp\d|abi3|pypy|graalpy)[^/]*\.(?:so|pyd)|\.pyd)$/;
function moduleOf(path) {
  const parts = path.split("/");
  const file = MODULE.exec(parts.pop() ?? "")?.[1];
  if (file === void 0) return void 0;
  const names = file === "__init__" && parts.length > 0 ? parts : [...parts, file];
  return names.every((name) => IDENTIFIER.test(name)) ? names.join(".") : void 0;
}
function topLevelModule(name) {
  return name.split(".")[0];
}

// node_modules/@renovatebot/pep440/lib/version.js
var VERSION_PATTERN = [
  "v?",
  "(?:",
  /* */
  "(?:(?<epoch>[0-9]+)!)?",
  // epoch
  /* */
  "(?<release>[0-9]+(?:\\.[0-9]+)*)",
  // release segment
  /* */
  "(?<pre>",
  // pre-release
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<pre_l>(a|b|c|rc|alpha|beta|pre|preview))",
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<pre_n>[0-9]+)?",
  /* */
  ")?",
  /* */
  "(?<post>",
  // post release
  /*    */
  "(?:-(?<post_n1>[0-9]+))",
  /*    */
  "|",
  /*    */
  "(?:",
  /*        */
  "[-_\\.]?",
  /*        */
  "(?<post_l>post|rev|r)",
  /*        */
  "[-_\\.]?",
  /*        */
  "(?<post_n2>[0-9]+)?",
  /*    */
  ")",
  /* */
  ")?",
  /* */
  "(?<dev>",
  // dev release
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<dev_l>dev)",
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<dev_n>[0-9]+)?",
  /* */
  ")?",
  ")",
  "(?:\\+(?<local>[a-z0-9]+(?:[-_\\.][a-z0-9]+)*))?"
  // local version
].join("");
var validRegex = new RegExp("^" + VERSION_PATTERN + "$", "i");
function valid(version) {
  return validRegex.test(version) ? version : null;
}
var cleanRegex = new RegExp("^\\s*" + VERSION_PATTERN + "\\s*$", "i");
function parse(version, regex) {
  const { groups } = (regex || validRegex).exec(version) || {};
  if (!groups) {
    return null;
  }
  const parsed = {
    epoch: Number(groups.epoch ? groups.epoch : 0),
    release: groups.release.split(".").map(Number),
    pre: normalize_letter_version(groups.pre_l, groups.pre_n),
    post: normalize_letter_version(
      groups.post_l,
      groups.post_n1 || groups.post_n2
    ),
    dev: normalize_letter_version(groups.dev_l, groups.dev_n),
    local: parse_local_version(groups.local)
  };
  return parsed;
}
function stringify(parsed) {
  if (!parsed) {
    return null;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  const parts = [];
  if (epoch !== 0) {
    parts.push(`${epoch}!`);
  }
  parts.push(release.join("."));
  if (pre) {
    parts.push(pre.join(""));
  }
  if (post) {
    parts.push("." + post.join(""));
  }
  if (dev) {
    parts.push("." + dev.join(""));
  }
  if (local) {
    parts.push(`+${local}`);
  }
  return parts.join("");
}
function normalize_letter_version(letterIn, numberIn) {
  let letter = letterIn;
  let number = numberIn;
  if (letter) {
    if (!number) {
      number = 0;
    }
    letter = letter.toLowerCase();
    if (letter === "alpha") {
      letter = "a";
    } else if (letter === "beta") {
      letter = "b";
    } else if (["c", "pre", "preview"].includes(letter)) {
      letter = "rc";
    } else if (["rev", "r"].includes(letter)) {
      letter = "post";
    }
    return [letter, Number(number)];
  }
  if (!letter && number) {
    letter = "post";
    return [letter, Number(number)];
  }
  return null;
}
function parse_local_version(local) {
  if (local) {
    return local.split(/[._-]/).map(
      (part) => Number.isNaN(Number(part)) ? part.toLowerCase() : Number(part)
    );
  }
  return null;
}
function explain(version) {
  const parsed = parse(version);
  if (!parsed) {
    return parsed;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  let base_version = "";
  if (epoch !== 0) {
    base_version += epoch + "!";
  }
  base_version += release.join(".");
  const is_prerelease = Boolean(dev || pre);
  const is_devrelease = Boolean(dev);
  const is_postrelease = Boolean(post);
  return {
    epoch,
    release,
    pre,
    post: post ? post[1] : post,
    dev: dev ? dev[1] : dev,
    local: local ? local.join(".") : local,
    public: stringify(parsed).split("+", 1)[0],
    base_version,
    is_prerelease,
    is_devrelease,
    is_postrelease
  };
}

// node_modules/@renovatebot/pep440/lib/operator.js
var operator_exports = {};
__export(operator_exports, {
  "!=": () => ne,
  "<": () => lt,
  "<=": () => le,
  "==": () => eq,
  "===": () => arbitrary,
  ">": () => gt,
  ">=": () => ge,
  compare: () => compare,
  eq: () => eq,
  ge: () => ge,
  gt: () => gt,
  le: () => le,
  lt: () => lt,
  ne: () => ne,
  rcompare: () => rcompare
});
function lt(version, other) {
  return compare(version, other) < 0;
}
function le(version, other) {
  return compare(version, other) <= 0;
}
function eq(version, other) {
  return compare(version, other) === 0;
}
function ne(version, other) {
  return compare(version, other) !== 0;
}
function ge(version, other) {
  return compare(version, other) >= 0;
}
function gt(version, other) {
  return compare(version, other) > 0;
}
function arbitrary(version, other) {
  return version.toLowerCase() === other.toLowerCase();
}
function compare(version, other) {
  const parsedVersion = parse(version);
  const parsedOther = parse(other);
  const keyVersion = calculateKey(parsedVersion);
  const keyOther = calculateKey(parsedOther);
  return pyCompare(keyVersion, keyOther);
}
function rcompare(version, other) {
  return -compare(version, other);
}
function pyCompare(elemIn, otherIn) {
  let elem = elemIn;
  let other = otherIn;
  if (elem === other) {
    return 0;
  }
  if (Array.isArray(elem) !== Array.isArray(other)) {
    elem = Array.isArray(elem) ? elem : [elem];
    other = Array.isArray(other) ? other : [other];
  }
  if (Array.isArray(elem)) {
    const len = Math.min(elem.length, other.length);
    for (let i = 0; i < len; i += 1) {
      const res = pyCompare(elem[i], other[i]);
      if (res !== 0) {
        return res;
      }
    }
    return elem.length - other.length;
  }
  if (elem === -Infinity || other === Infinity) {
    return -1;
  }
  if (elem === Infinity || other === -Infinity) {
    return 1;
  }
  return elem < other ? -1 : 1;
}
function calculateKey(input) {
  const { epoch } = input;
  let { release, pre, post, local, dev } = input;
  release = release.concat();
  release.reverse();
  while (release.length && release[0] === 0) {
    release.shift();
  }
  release.reverse();
  if (!pre && !post && dev) pre = -Infinity;
  else if (!pre) pre = Infinity;
  if (!post) post = -Infinity;
  if (!dev) dev = Infinity;
  if (!local) {
    local = -Infinity;
  } else {
    local = local.map(
      (i) => Number.isNaN(Number(i)) ? [-Infinity, i] : [Number(i), ""]
    );
  }
  return [epoch, release, pre, post, dev, local];
}

// node_modules/@renovatebot/pep440/lib/specifier.js
var RANGE_PATTERN = [
  "(?<operator>(===|~=|==|!=|<=|>=|<|>))",
  "\\s*",
  "(",
  /*  */
  "(?<version>(?:" + VERSION_PATTERN.replace(/\?<\w+>/g, "?:") + "))",
  /*  */
  "(?<prefix>\\.\\*)?",
  /*  */
  "|",
  /*  */
  "(?<legacy>[^,;\\s)]+)",
  ")"
].join("");
var isEqualityOperator = (op) => ["==", "!=", "==="].includes(op);
var rangeRegex = new RegExp("^" + RANGE_PATTERN + "$", "i");
function parse2(ranges) {
  if (!ranges.trim()) {
    return [];
  }
  const specifiers = ranges.split(",").map((range) => rangeRegex.exec(range.trim()) || {}).map(({ groups }) => {
    if (!groups) {
      return null;
    }
    let { ...spec } = groups;
    const { operator, version, prefix, legacy } = groups;
    if (version) {
      spec = { ...spec, ...explain(version) };
      if (operator === "~=") {
        if (spec.release.length < 2) {
          return null;
        }
      }
      if (!isEqualityOperator(operator) && spec.local) {
        return null;
      }
      if (prefix) {
        if (!isEqualityOperator(operator) || spec.dev || spec.local) {
          return null;
        }
      }
    }
    if (legacy && operator !== "===") {
      return null;
    }
    return spec;
  });
  if (specifiers.filter(Boolean).length !== specifiers.length) {
    return null;
  }
  return specifiers;
}
function pick(versions, specifier, options) {
  const parsed = parse2(specifier);
  if (!parsed) {
    return [];
  }
  return versions.filter((version) => {
    const explained = explain(version);
    if (!parsed.length) {
      return explained && !(explained.is_prerelease && !options.prereleases);
    }
    return parsed.reduce((pass, spec) => {
      if (!pass) {
        return false;
      }
      return contains({ ...spec, ...options }, { version, explained });
    }, true);
  });
}
function satisfies(version, specifier, options = {}) {
  const filtered = pick([version], specifier, options);
  return filtered.length === 1;
}
function arrayStartsWith(array, prefix) {
  if (prefix.length > array.length) {
    return false;
  }
  for (let i = 0; i < prefix.length; i += 1) {
    if (prefix[i] !== array[i]) {
      return false;
    }
  }
  return true;
}
function contains(specifier, input) {
  const { explained } = input;
  let { version } = input;
  const { ...spec } = specifier;
  if (spec.prereleases === void 0) {
    spec.prereleases = spec.is_prerelease;
  }
  if (explained && explained.is_prerelease && !spec.prereleases) {
    return false;
  }
  if (spec.operator === "~=") {
    let compatiblePrefix = spec.release.slice(0, -1).concat("*").join(".");
    if (spec.epoch) {
      compatiblePrefix = spec.epoch + "!" + compatiblePrefix;
    }
    return satisfies(version, `>=${spec.version}, ==${compatiblePrefix}`, {
      prereleases: spec.prereleases
    });
  }
  if (spec.prefix) {
    const isMatching = explained.epoch === spec.epoch && arrayStartsWith(explained.release, spec.release);
    const isEquality = spec.operator !== "!=";
    return isEquality ? isMatching : !isMatching;
  }
  if (explained && explained.local && spec.version) {
    if (spec.operator !== "===" && !spec.local) {
      version = explained.public;
      spec.version = explain(spec.version).public;
    }
  }
  if (spec.operator === "<" || spec.operator === ">") {
    if (eq(spec.release.join("."), explained.release.join("."))) {
      return false;
    }
  }
  const op = operator_exports[spec.operator];
  return op(version, spec.version || spec.legacy);
}
function validRange(specifier) {
  return Boolean(parse2(specifier));
}

// src/python/requires-python.ts
var MINORS = Array.from({ length: 13 }, (_, i) => i + 8);
function isAllowed(version, requiresPython) {
  const specifiers = requiresPython?.trim();
  if (!specifiers || !validRange(specifiers)) return true;
  return satisfies(version, specifiers, { prereleases: true });
}
function mayAllow(requiresPython, python) {
  const versions = python.split(".").length > 2 ? [python] : [`${python}.0`, `${python}.50`];
  return versions.some((version) => isAllowed(version, requiresPython));
}
function oldestAllowed(requiresPython) {
  if (!requiresPython?.trim() || !validRange(requiresPython.trim())) return void 0;
  const minor2 = MINORS.find((one) => [0, 50].some((micro) => isAllowed(`3.${one}.${micro}`, requiresPython)));
  return minor2 === void 0 ? void 0 : `3.${minor2}`;
}

// src/checks/diagnosis/standard-library.ts
var PRESENT = [
  [
    "3.0",
    "abc antigravity argparse array ast atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib copy copyreg csv ctypes datetime dbm decimal difflib dis doctest email encodings errno faulthandler filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder multiprocessing netrc ntpath numbers opcode operator optparse os pdb pickle pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re reprlib rlcompleter runpy sched select shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat string stringprep struct subprocess symtable sys sysconfig tabnanny tarfile tempfile textwrap this threading time timeit tkinter token tokenize trace traceback turtle turtledemo types unicodedata unittest urllib uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc zipfile zipimport zlib"
  ],
  ["3.4", "asyncio ensurepip enum pathlib selectors statistics tracemalloc"],
  ["3.5", "typing zipapp"],
  ["3.6", "secrets"],
  ["3.7", "contextvars dataclasses"],
  ["3.9", "graphlib zoneinfo"],
  ["3.11", "tomllib"],
  ["3.14", "annotationlib compression"]
];
var REMOVED = [
  [
    // Not those with the name of a distribution, or with a word that packages have as the name of a module.
    "3",
    "__builtin__ _winreg anydbm BaseHTTPServer CGIHTTPServer ConfigParser Cookie cookielib copy_reg cPickle cStringIO dbhash dircache DocXMLRPCServer dumbdbm dummy_thread dummy_threading FileDialog future_builtins htmlentitydefs htmllib HTMLParser httplib ihooks imputil mhlib mimetools mimify MimeWriter multifile popen2 posixfile Queue rexec rfc822 robotparser ScrolledText sgmllib SimpleDialog SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO tkColorChooser tkCommonDialog tkFileDialog tkFont Tkinter tkMessageBox tkSimpleDialog Tix urllib2 urlparse UserDict UserList UserString whichdb xmlrpclib"
  ],
  ["3.10", "formatter parser symbol"],
  ["3.11", "binhex"],
  ["3.12", "asynchat asyncore distutils imp smtpd"],
  [
    "3.13",
    "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib"
  ]
];
var byName = (table2) => new Map(table2.flatMap(([python, names]) => names.split(" ").map((name) => [name, python])));
var SINCE = byName(PRESENT);
var UNTIL = byName(REMOVED);
function isOfPython2(module) {
  return pythonsWith(module) === PYTHON_2;
}
var PYTHON_2 = "<3";
var OLDEST = 8;
function isStandardEverywhere(name, requiresPython) {
  const since = minorOf(SINCE.get(name));
  if (Number.isNaN(since)) return false;
  const oldest = requiresPython === void 0 ? OLDEST : 0;
  for (let minor2 = oldest; minor2 < since; minor2++) {
    if (isAllowed(`3.${minor2}.99`, requiresPython)) return false;
  }
  return true;
}
function pythonsWith(module) {
  const top = topLevelModule(module);
  const until = UNTIL.get(top);
  if (until !== void 0) return `<${until}`;
  const since = SINCE.get(top);
  return minorOf(since) > OLDEST ? `>=${since}` : void 0;
}
function minorOf(version) {
  return Number(version?.split(".")[1]);
}

// src/checks/dependencies/rules.ts
var DEPENDENCY_RULES = {
  "dependency-undeclared": {
    title: "Undeclared dependency",
    why: "Developers and CI have it installed. Users do not, and get a ModuleNotFoundError.",
    message: (facts) => {
      const { module, distribution, known, sibling, declared, installed, python, neededBy, others } = facts;
      const isNamedAlike = distribution === module || sibling === null && normalizeName(distribution) === normalizeName(module);
      const provided = known && !isNamedAlike ? ` (provided by ${distribution})` : "";
      const name = `${module}${sibling === null ? provided : ` (workspace member ${sibling})`}`;
      if (neededBy.length === 0) {
        const names = listSome([name, ...others], 5);
        const isOne = others.length === 0;
        if (python === PYTHON_2 && isOne)
          return `${module} is imported where users can reach it, but exists only in the standard library of Python 2.`;
        if (facts.lazily)
          return `${names} ${isOne ? "is" : "are"} imported where users can reach ${isOne ? "it" : "them"}, but not declared as ${isOne ? "a dependency" : "dependencies"}.`;
        return `${names} ${isOne ? "is" : "are"} imported, but not declared as ${isOne ? "a dependency" : "dependencies"} or in an extra. No import or script executed ${isOne ? "this line" : "these lines"}.`;
      }
      if (installed !== null)
        return `${distribution} ${installed} has no module ${module}, but ${needs(neededBy)} it.`;
      if (python === PYTHON_2)
        return `The module ${module} exists only in the standard library of Python 2, but ${needs(neededBy)} it.`;
      if (python !== null)
        return `The module ${module} exists only in the standard library of Python ${python}, but ${needs(neededBy)} it.`;
      if (declared)
        return `The environment marker of the dependency ${distribution} excludes this environment, but ${needs(neededBy)} its module ${module}.`;
      return `${name} is ${declaredWhere(facts)}, but ${needs(neededBy)} it.`;
    },
    fix: (facts) => {
      const { module, distribution, known, declared, installed, python, extras, neededBy, others } = facts;
      const { table: table2, line } = facts;
      if (python === PYTHON_2 && !known && others.length === 0)
        return `Replace ${module} by its equivalent in Python 3.`;
      if (neededBy.length === 0)
        return `Add ${others.length > 0 ? "them" : "it"} to ${table2} or to an extra. If the package works without, catch the ImportError.`;
      if (installed !== null)
        return `Import the replacement of ${module}, or restrict ${distribution} in ${table2} to versions that have it.`;
      if (python !== null && !known)
        return `Import the replacement of ${module}, or set requires-python to "${python}".`;
      if (declared)
        return `Remove the environment marker of ${distribution} (the part after the semicolon) in ${table2}, or import ${module} under the same condition.`;
      const nameNote = known ? "" : " (check the name: a distribution and its module can have different names)";
      const guardNote = extras.length > 0 ? `. Or import it only in modules for users of the extra ${list(extras, "or")}, so that ${quoteCommands(neededBy.slice(0, 1))} works without it` : "";
      return `Add to ${table2}: ${line}${nameNote}${guardNote}`;
    }
  },
  "dependency-incompatible": {
    title: "Incompatible dependency version",
    why: "pip installs the newest version that the requirement allows, and the package fails with it.",
    message: (facts) => {
      if (facts.prereleases.length > 0) return describePrereleases(facts);
      const { distribution, version, module, name, error, importedBy, requirement, neededBy, inFunction } = facts;
      const problem = error !== null ? `${distribution} ${version} cannot be imported (${error})` : `${distribution} ${version} has no ${name === null ? `module ${module}` : `${name} in ${module}`}`;
      const importer = importedBy === null ? "" : `, which ${importedBy} imports`;
      const needed = inFunction ? `A function reachable from ${quoteCommands(neededBy)} imports it` : capitalize(`${needs(neededBy)} it`);
      const allowed = requirement === null ? "no requirement of the package excludes this version" : `"${requirement}" allows this version`;
      return `${problem}${importer}. ${needed}, and ${allowed}.`;
    },
    fix: ({
      distribution,
      version,
      module,
      name,
      error,
      importedBy,
      requirement,
      table: table2,
      newestWith,
      below,
      prereleases
    }) => {
      if (prereleases.length > 0) {
        const range = `"${boundedRequirement(requirement ?? distribution, `<${below}`)}"`;
        const adapt = importedBy !== null ? `Report it to ${importedBy}` : error !== null ? `Support ${distribution} ${below} before its release` : `Replace ${name === null ? module : `${module}.${name}`} before the release of ${distribution} ${below}`;
        return `${adapt}, or exclude it in ${table2}: ${range}`;
      }
      const what = name === null ? module : `${module}.${name}`;
      const bound = below === null ? newestWith === null ? void 0 : `<=${newestWith}` : `<${below}`;
      if (error !== null || importedBy !== null) {
        const culprit = importedBy ?? distribution;
        return `In ${table2}, require a version of ${culprit} that works with the other dependencies${bound === void 0 ? "" : `, or "${distribution}${bound}"`}.`;
      }
      if (bound === void 0) return `Replace ${what}, or exclude ${distribution} ${version} in ${table2}.`;
      return `Replace ${what}, or declare the upper bound in ${table2}: "${boundedRequirement(requirement ?? distribution, bound)}"`;
    }
  },
  "dependency-transitive": {
    title: "Import of an undeclared transitive dependency",
    why: "If the other dependency drops it, released versions of this package stop working.",
    message: ({ module, distribution, broughtBy, files }) => `${distribution === module ? distribution : `${module} (provided by ${distribution})`} is imported${files > 1 ? ` in ${files} modules` : ""}, but not declared as a dependency. It is installed only because ${broughtBy ?? "another dependency"} requires it.`,
    fix: ({ table: table2, line }) => `Add to ${table2}: ${line}`
  },
  "dependency-unused": {
    title: "Unused dependency",
    why: "All users install it, and it can conflict with their other dependencies.",
    message: ({ requirement, isDeveloperTool }) => isDeveloperTool ? `The dependency "${requirement}" is a developer tool, and no file in the wheel mentions it.` : `The dependency "${requirement}" is unused: no file in the wheel mentions it or its modules.`,
    fix: ({ distribution, isDeveloperTool, table: table2 }) => isDeveloperTool ? `Move ${distribution} from ${table2} to a dependency group or an extra.` : `Remove ${distribution} from ${table2}, unless another dependency needs it.`
  },
  "path-hack": {
    title: "sys.path modified",
    why: "In the installed package, the path refers to another directory or does not exist.",
    message: ({ file, folder, inTests, others }) => `${listSome([file, ...others], 4)} ${others.length > 0 ? "add" : "adds"} ${folder} to sys.path.${inTests ? " Unless as-installed runs them, these tests import the checkout, not the installed package." : ""}`,
    fix: ({ inTests }) => inTests ? "Delete the line, and install the package to test it: pip install -e ." : 'Delete the line. Import modules of the package through the package ("from package import module"), move other modules that it needs into the package, and declare the rest as dependencies.'
  }
};
function describePrereleases({
  module,
  name,
  error,
  importedBy,
  neededBy,
  prereleases
}) {
  const versions = list(prereleases.map((one) => `${one.name} ${one.version}`));
  const finals = list(prereleases.flatMap((one) => one.final === null ? [] : `${one.name} ${one.final}`));
  const [fail, work] = neededBy.length > 1 ? ["fail", "work"] : ["fails", "works"];
  const without = finals === "" ? "without it" : `with ${finals}`;
  if (error !== null)
    return `${quoteCommands(neededBy)} ${fail} with the ${prereleases.length > 1 ? "pre-releases" : "pre-release"} ${versions}, but ${work} ${without}: ${error}.`;
  const importer = importedBy === null ? "" : `, which ${importedBy} imports`;
  return `The pre-release ${versions} has no ${name === null ? `module ${module}` : `${name} in ${module}`}${importer}. ${capitalize(`${quoteCommands(neededBy)} ${fail} with it, but ${work} ${without}.`)}`;
}
function needs(neededBy) {
  const imports = neededBy.filter((label) => label.startsWith("import "));
  const subjects = imports.length > 0 ? imports : neededBy;
  return `${quoteCommands(subjects)} ${subjects.length > 1 ? "need" : "needs"}`;
}
function declaredWhere({
  extras,
  developerExtras
}) {
  if (extras.length > 0) return `declared only in the extra ${list(extras, "or")}`;
  if (developerExtras.length > 0)
    return `declared only in the extra ${list(developerExtras, "or")} for developers`;
  return "not declared as a dependency";
}
function boundedRequirement(requirement, bound) {
  const [specifier = "", ...markers] = requirement.split(";");
  const [, name = "", versions = ""] = /^\s*([\w.-]+(?:\[[^\]]*\])?)\s*\(?([^)]*)\)?\s*$/.exec(specifier) ?? [];
  const bounds = [...versions.split(",").map((one) => one.trim()), bound].filter(Boolean);
  return [
    `${name || specifier.trim()}${bounds.join(",")}`,
    // Double quotes would end the string in pyproject.toml.
    ...markers.map((marker) => ` ${marker.trim().replaceAll('"', "'")}`)
  ].join(";");
}

// src/checks/imports/rules.ts
var IMPORT_RULES = {
  "import-failed": {
    title: "Import failed",
    why: "Users cannot use a module that fails to import. In the checkout it may work, because more is installed there.",
    message: (facts) => facts.why === "elsewhere" ? tolerated(facts) : failed(facts),
    fix: ({ module, why }) => IMPORT_FIXES[why].replaceAll("MODULE", module)
  },
  "import-warning": {
    title: "Noisy or slow import",
    why: "It affects every program that imports the package: output and delays appear there, and with -W error a warning is an exception.",
    message: ({ messages, slow }) => slow === null ? describeMessages(messages) : describeTime(slow),
    fix: ({ messages, slow }) => slow === null ? [...new Set(messages.map(fixOfMessage))].join(" ") : `Import the slow modules inside the functions that need them, or raise max-seconds in [tool.as-installed.imports]. To profile: python -X importtime -c "import ${slow.module}"`
  }
};
function describeMessages(messages) {
  const shown = messages.slice(0, 3).map(
    ({ kind, text, place }) => isStream({ kind }) ? `"${text}" on ${kind} (${place})` : `${kind}: ${text} (${place})`
  );
  const more = messages.length > 3 ? `; ${messages.length - 3} more` : "";
  const warnings = messages.filter((message) => !isStream(message)).length;
  const printed = messages.length - warnings;
  const counts = [
    ...warnings > 0 ? [`emits ${count(warnings, "warning")}`] : [],
    ...printed > 0 ? ["prints output"] : []
  ];
  return `Importing the package ${list(counts)}: ${shown.join("; ")}${more}.`;
}
function describeTime({
  module,
  seconds,
  limit,
  slowest
}) {
  const parts = slowest.map((part) => `${part.module} ${part.seconds.toFixed(2)} s`);
  const details = parts.length === 0 ? "" : ` Slowest ${parts.length > 1 ? "imports" : "import"}: ${list(parts)}.`;
  return `"import ${module}" takes ${seconds.toFixed(2)} s, longer than max-seconds (${limit} s).${details}`;
}
function isStream({ kind }) {
  return kind === "stdout" || kind === "stderr";
}
function fixOfMessage(message) {
  if (isStream(message)) return "Remove the output, or print it in a function that users call.";
  return /invalid (octal )?escape sequence/.test(message.text) ? 'Escape the backslash, or use a raw string: r"\\d".' : "Replace the deprecated code that the warning names.";
}
function tolerated({ module, error, reason, others }) {
  const modules = [{ module, error, reason }, ...others];
  const byReason = /* @__PURE__ */ new Map();
  for (const one of modules) {
    const described = describeReason(one);
    byReason.set(described, [...byReason.get(described) ?? [], one.module]);
  }
  const groups = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const shown = groups.map(([described, names]) => `${listSome(names, 3)} (${described})`);
  const parts = shown.length <= 5 ? shown : [...shown.slice(0, 5), `${shown.length - 5} more reasons`];
  return `${optionalModules(modules.length)} could not be imported here: ${parts.join("; ")}.`;
}
function failed({ module, error, why, extras, reason, neededBy, inFunction, others }) {
  if (inFunction)
    return `A function reachable from ${quoteCommands(neededBy)} imports ${module}, which does not exist: ${error}.`;
  const names = others.map((other) => other.module);
  const from = `with the installed wheel${extras.length > 0 ? ` and the extra ${list(extras)}` : ""}`;
  const checkout = why === "checkout" ? ", but works from the source tree" : "";
  const alike = names.length > 0 ? [`${listSome(names, 3)} ${names.length > 1 ? "fail" : "fails"} with the same error`] : [];
  const needs2 = neededBy.includes(`import ${module}`) ? [] : neededBy;
  const reached = needs2.length > 0 ? [`${quoteCommands(needs2)} ${needs2.length > 1 ? "need" : "needs"} it`] : [];
  const details = [...reached, ...alike];
  const because2 = why === "environment" && reason !== null ? ` (${describeReason({ error, reason })})` : "";
  return `"import ${module}" fails ${from}${checkout}: ${error}${because2}.${details.length > 0 ? ` ${capitalize(details.join(", and "))}.` : ""}`;
}
function optionalModules(n) {
  return count(n, "optional module");
}
function describeReason({ error, reason }) {
  switch (reason?.kind) {
    case "settings":
      return `needs settings of ${reason.of}`;
    case "host":
      return `loaded by ${reason.of}`;
    case "library":
      return `needs ${reason.of}`;
    case "platform":
      return `only for ${reason.of}`;
    case "optional":
      return reason.extras.length > 0 ? `needs ${reason.distribution} from the extra ${list(reason.extras, "or")}` : `needs ${reason.distribution}, which is optional`;
    case "undeclared":
      return `needs ${reason.distribution}, which is not declared`;
    case "circular":
      return "can only be imported after other modules of the package";
    case "program":
      return "ends the process";
    case "guarded":
      return "only imported where the ImportError is caught";
    case "conditional-name":
      return `needs ${reason.name}, which is defined conditionally`;
    case "extension":
      return `needs the extension module ${reason.name}, which is not compiled`;
    case "deliberate":
    case "unused":
    case void 0:
      return error;
  }
}
var REPRODUCE = 'To reproduce, install the wheel into an empty environment and run: python -c "import MODULE"';
var IMPORT_FIXES = {
  public: `Fix the error. ${REPRODUCE}`,
  submodule: `Fix the error, or remove the module from the wheel. ${REPRODUCE}`,
  "own-module": `Add the missing module, or remove its import. ${REPRODUCE}`,
  "own-name": `Define the missing name, or import it from the module that defines it. ${REPRODUCE}`,
  checkout: `Include everything in the wheel that the module reads or imports. ${REPRODUCE}`,
  environment: `Move its use from the module level into the functions that need it. ${REPRODUCE}`,
  elsewhere: "None needed if these modules are optional."
};

// src/checks/install/rules.ts
var INSTALL_RULES = {
  "install-failed": {
    title: "Installation failed",
    why: "Users get the same error.",
    message: ({ words, extra }) => `Installing the wheel${extra === void 0 ? "" : ` with the extra ${extra}`} into a clean environment failed: ${words.join(" / ")}`,
    fix: () => "Correct the dependency or the metadata that the installer output names."
  },
  "dependency-conflict": {
    title: "Conflicting dependencies",
    why: "The installed versions are incompatible, and code that needs another version fails.",
    message: ({ conflicts, extra }) => `The dependencies conflict after installing the wheel${extra === void 0 ? "" : ` with the extra ${extra}`}: ${conflicts.join("; ")}.`,
    fix: () => "Change the version ranges in dependencies so that one set of versions satisfies all of them."
  },
  "file-collision": {
    title: "Conflicting installed files",
    why: "Installers overwrite one of the files without a warning, so code imports or reads the wrong one.",
    message: ({ way, owner, paths }) => {
      const some = listSome(paths, 3);
      switch (way) {
        case "other":
          return `The wheel and ${owner}, which is installed with it, both install ${some}.`;
        case "twice":
          return `Several files of the wheel have the same installed path: ${some}.`;
        case "case":
          return `The wheel contains files that are the same file on Windows and macOS, which ignore case: ${some}.`;
      }
    },
    fix: ({ way, owner, paths, topLevel, source, ...packaging }) => {
      const [path = "", other = ""] = paths;
      if (way === "case") return `Rename ${path} or ${other}.`;
      if (way === "twice")
        return `Exclude ${path} or ${other} from the wheel in the settings of ${packaging.backend}.`;
      if (path.startsWith("bin/"))
        return `Rename the command ${path.slice(4)}, or delete it if the command of ${owner} is the same.`;
      return topLevel === null || source === null ? `Move ${path} into an import package that no other distribution installs, or delete it and use that of ${owner}.` : `Use ${topLevel} of the distribution ${owner}, or rename your own. ${excludeFix(packaging, { name: topLevel, source, problem: "name" })}`;
    }
  }
};

// src/checks/lower-bounds/rules.ts
var LOWER_BOUND_RULES = {
  "lower-bound-false": {
    title: "Lower bound too low",
    why: "pip keeps an installed version that the requirement allows, and the package fails with it.",
    message: ({ dependencies, failures, words }) => {
      if (failures.length === 0)
        return `The lowest allowed versions of the dependencies cannot be installed on this Python: ${words.join(" / ")}`;
      const what = failures.map((failure) => failure.what);
      const [fail, work] = what.length > 1 ? ["fail", "work"] : ["fails", "works"];
      return `${capitalize(quoteCommands(what))} ${fail} with the lowest allowed versions (${list(dependencies)}), but ${work} with the highest: ${failures[0]?.error}.`;
    },
    fix: ({ table: table2 }) => `Raise the lower bounds in ${table2}, or support the older versions. To check: as-installed --resolution lowest-direct`
  }
};

// src/checks/metadata/fixes.ts
var PRIVATE = 'If the package is never uploaded to a public index, add the classifier "Private :: Do Not Upload".';
function metadataFix({ kind, field, value }) {
  return FIXES[kind]?.(field, value ?? "") ?? `Correct ${field} in the file from which the build backend reads it.`;
}
function nameIn(requirement) {
  return requirement.split(/[@[\s;]/)[0];
}
var FIXES = {
  "pyproject-misspelled-key": (field, value) => `Rename "${field}" to "${value}".`,
  "pyproject-unknown-key": (field) => `Delete "${field}", or move it to the table of the tool that reads it, such as [tool.poetry].`,
  "pyproject-dynamic": (field) => `Remove "${field}" from dynamic in [project], or delete its value.`,
  "pyproject-invalid": () => 'Correct it according to the pyproject.toml specification. "validate-pyproject pyproject.toml" prints the expected form.',
  "metadata-version": () => 'Check the files with the newest twine: "twine check --strict".',
  "field-unknown": () => "Update the build backend in build-system.requires: it writes a field that the core metadata specification does not define.",
  "requirement-invalid": (_, value) => `Write "${value}" as a dependency specifier (PEP 508), such as "name>=1.0".`,
  classifier: (_, value) => `Remove "${value}" from classifiers, or use one that "python -m trove_classifiers" lists. ${PRIVATE}`,
  "classifier-python": (_, value) => `Delete "${value}" and other classifiers of excluded versions. If the package still supports them, change Requires-Python instead.`,
  "direct-url": (_, value) => isLocalReference(value) ? `Depend on a version, ${JSON.stringify(`${nameIn(value)}>=1.0`)}, and configure the path only for the project manager: ${nameIn(value)} = { workspace = true } in [tool.uv.sources], or a development dependency of Poetry, PDM or Hatch.` : `Depend on a release that has the features you need, such as "${nameIn(value)}>=1.0". ${PRIVATE}`,
  summary: () => "Shorten description in [project]; the README may be long.",
  license: () => 'Replace the table license = { ... } by the SPDX expression: license = "MIT"',
  address: (field) => `Use a complete address, or only a name: ${field === "maintainer-email" ? "maintainers" : "authors"} = [{ name = "Ada", email = "ada@mail.org" }]`,
  url: () => 'Use a complete URL with a short label:\n[project.urls]\nHomepage = "https://..."',
  readme: () => 'Correct the README until "python -m readme_renderer README.rst" renders it. Sphinx roles and directives, such as :func: and toctree, are not part of reStructuredText.',
  "readme-type": () => 'Declare the content type: readme = "README.md" in [project], or long_description_content_type="text/markdown" in setup.py.',
  "license-file": (_, value) => `Include ${value} in the sdist and the wheel: list it in license-files of [project], and remove each exclude pattern that matches it.`,
  filename: () => 'Update the build backend in build-system.requires, such as to "setuptools>=77": older versions do not normalize file names (PEP 625).',
  archive: () => "Build with a current, unmodified backend, and do not change the files afterwards.",
  record: () => 'Do not change the wheel after the build. If you must, use "python -m wheel unpack" and "python -m wheel pack", which write a new RECORD.',
  "entry-points": () => "Declare entry points in [project.scripts] and [project.entry-points] (pyproject.toml), from which the build backend writes entry_points.txt. Do not write the file by hand.",
  "wheel-file": () => "Do not write the WHEEL file by hand: the build backend sets Root-Is-Purelib and the tags.",
  "wheel-tags": () => 'Do not rename a wheel to change its tags. Set them in the build backend, or run "python -m wheel tags", which changes the file name and the WHEEL file.',
  "wheel-purelib": () => 'Configure the build backend for a platform wheel: declare ext_modules (setuptools), or set build_data["pure_python"] = False and build_data["infer_tag"] = True in the build hook (hatchling).',
  "wheel-platform": (_, value) => `If the build compiles ${value}, declare it as an extension module, so that the wheel gets platform tags. If it is left over from an earlier build, delete it and exclude *.so and *.pyd.`,
  "wheel-module": (_, value) => `If ${value} is left over from an earlier build, delete it and build in a clean directory. Otherwise compile it for the Python of the tags, with Py_LIMITED_API for abi3.`
};

// src/checks/metadata/requires-python-fixes.ts
function describeFeature(kind, feature) {
  switch (kind) {
    case "syntax":
      return `its syntax (${feature})`;
    case "module":
      return `the module ${feature}`;
    case "name":
      return feature;
    case "argument":
      return feature.replace(/^(.+)\((.+)\)$/, "the argument $2 of $1");
    case "generic":
      return `${feature} at run time (PEP 585)`;
    case "union":
      return `${feature} between types at run time (PEP 604)`;
  }
}
var BACKPORTS = {
  tomllib: { distribution: "tomli", module: "tomli" },
  zoneinfo: { distribution: "backports.zoneinfo", module: "backports.zoneinfo" }
};
function minimumPythonFix(feature) {
  const { needs: needs2 } = feature;
  return needs2 === null ? "Raise Requires-Python to the first Python that compiles it, or use older syntax." : `Raise Requires-Python: ${describeDeclaration(feature, needs2)}
Or ${describeAlternative(feature, needs2)}`;
}
function describeDeclaration({ declaredIn }, needs2) {
  switch (declaredIn) {
    case "requires-python":
      return `requires-python = ">=${needs2}" in [project]`;
    case "python":
      return `python = ">=${needs2}" in [tool.poetry.dependencies]`;
    case "python_requires":
      return `python_requires to >=${needs2} in setup.py or setup.cfg`;
  }
}
function describeAlternative({ kind, feature }, needs2) {
  const test = `if sys.version_info >= (${needs2.replace(".", ", ")}):`;
  switch (kind) {
    case "module": {
      const backport = BACKPORTS[feature];
      return backport === void 0 ? `import it only if it exists:
${test}
    import ${feature}` : `import its backport, and add "${backport.distribution}; python_version < '${needs2}'" to dependencies:
${test}
    import ${feature}
else:
    import ${backport.module} as ${feature}`;
    }
    case "name":
      return `use it only if it exists:
${test}
    ... ${feature}`;
    case "argument":
      return `omit the argument before Python ${needs2}.`;
    case "generic":
    case "union":
      return "if only annotations use it, do not evaluate them: from __future__ import annotations";
    case "syntax":
      return "use older syntax.";
  }
}

// src/checks/metadata/rules.ts
var METADATA_RULES = {
  "metadata-invalid": {
    title: "Invalid metadata",
    why: "PyPI rejects the upload, the last step of a release, or the build backend silently ignores the value.",
    message: ({ files: [file, ...others], problem }) => `${file} ${problem}${others.length === 0 ? "" : ` (also ${list(others)})`}.`,
    fix: metadataFix
  },
  "requires-python-false": {
    title: "Requires-Python too low",
    why: "pip trusts Requires-Python: users on that Python get this broken release instead of the last one that worked.",
    message: ({ floor, requiresPython, path, line, feature, kind, needs: needs2 }) => `Requires-Python ${requiresPython} allows Python ${floor}, but ${path}:${line} needs ${needs2 === null ? "a newer Python" : `Python ${needs2}`} for ${describeFeature(kind, feature)}.`,
    fix: minimumPythonFix
  },
  "dependency-pinned": {
    title: "Pinned dependency in library",
    why: "Users cannot install the library together with another version of the dependency, such as its next security fix.",
    message: ({ pins }) => `The wheel allows only one version of ${list(pins.map((pin) => pin.split("==")[0]))}: ${list(pins)}.`,
    fix: ({ pins }) => `Allow a range of versions, and pin in a lock file instead: ${pins.map((pin) => `"${pin.replace("==", ">=")}"`).join(", ")}`
  },
  "wheel-tag-unpublishable": {
    title: "Invalid platform or ABI tag",
    why: "PyPI rejects the upload, or pip installs the wheel on a system or Python on which its extension modules cannot be loaded.",
    message: ({ file, tags, problem, policy, needs: needs2, module }) => {
      switch (problem) {
        case "refused":
          return `PyPI rejects the platform tag ${list(tags)} of ${file}.${policy === null || needs2.length === 0 ? "" : ` Its extension modules need ${describeNeeds(needs2, policy)}.`}`;
        case "platform":
          return `${file} has the platform tag ${list(tags)}, but its extension modules need ${describeNeeds(needs2, policy ?? "")}.`;
        case "abi":
          return `${file} has the ABI tag abi3 for ${list(tags)}, but ${module} uses symbols that are not in that stable ABI: ${listSome(needs2, 5)}.`;
      }
    },
    fix: ({ file, tags, problem, policy }) => {
      if (problem === "abi")
        return 'Define Py_LIMITED_API as the Python of the tag, such as "#define Py_LIMITED_API 0x03080000" for cp38, and replace the symbols that the compiler reports. Or raise the tag and Requires-Python to the Python that has the symbols.';
      if (problem === "platform")
        return policy?.startsWith("linux_") === true ? `Run "auditwheel repair ${file}", which copies the libraries into the wheel.` : `Build the wheel in the manylinux image of the tag, as cibuildwheel does. Or tag it as ${policy}: auditwheel repair --plat ${policy} ${file}`;
      return tags.some((tag) => tag.startsWith("linux_")) ? `Build the wheels to upload with cibuildwheel, or repair this one with "auditwheel repair ${file}": it copies the libraries into the wheel and sets a manylinux tag. If the wheel contains no compiled code, remove the platform tag from the build settings.` : "Build the wheels to upload with cibuildwheel, which sets tags that PyPI accepts.";
    }
  }
};
function describeNeeds(needs2, policy) {
  return policy.startsWith("linux_") ? `${list(needs2)}, which no manylinux policy allows` : `${list(needs2)} (${policy})`;
}

// src/checks/release-diff/rules.ts
var RELEASE_DIFF_RULES = {
  "release-shrunk": {
    title: "Unannounced removal",
    why: "Users of the last release rely on it, and neither the version nor the changelog announces its removal.",
    message: (lost) => `${describeLost(lost)}.`,
    fix: (lost) => fixFor(lost)
  }
};
function describeLost({ tag, kind, names, directory, isTracked }) {
  const all = list(names);
  const isOne = names.length === 1;
  switch (kind) {
    case "files": {
      const files = names.map((name) => name.slice((directory ?? "").length));
      const [subject, verb] = isOne ? ["it", "was"] : ["them", "were"];
      const origin = isTracked ? `Git still tracks ${subject}` : `${isOne ? "It" : "They"} ${verb} generated by the build`;
      return `The wheel lacks ${count(names.length, "file")} of ${directory} that ${tag} had: ${listSome(files, 3)}. ${origin}`;
    }
    case "command":
      return `The wheel lacks the ${isOne ? "command" : "commands"} ${all}, which ${tag} had`;
    case "plugin":
      return `The wheel lacks the entry ${isOne ? "point" : "points"} ${all}, which ${tag} had`;
    case "extra":
      return `The wheel lacks the ${isOne ? "extra" : "extras"} ${all}, which ${tag} had`;
    case "module":
      return `The wheel lacks the import ${isOne ? "package" : "packages"} ${all}, which ${tag} had`;
    case "typing":
      return `The wheel lacks py.typed, which ${tag} had: type checkers ignore its annotations`;
    case "python":
      return `Requires-Python of this patch release excludes Python ${all}, which ${tag} supports`;
  }
}
function fixFor({ tag, kind, names, isTracked }) {
  switch (kind) {
    case "files":
      return isTracked ? `Compare the packaging settings with those of ${tag}, and include the files again. If the removal is intended, announce it in the changelog.` : `Compare the build with that of ${tag}: a build hook or a compiler may be missing. If the removal is intended, announce it in the changelog.`;
    case "python":
      return `Allow Python ${list(names)} in Requires-Python, release a minor version, or announce the removal in the changelog.`;
    default:
      return `Restore ${list(names)}, bump the version as for a breaking change, or announce the removal in the changelog.`;
  }
}

// src/checks/reproducibility/rules.ts
var REPRODUCIBILITY_RULES = {
  "sdist-incomplete": {
    title: "Wheel built from sdist differs",
    why: "Redistributors, and installers that find no matching wheel, build from the sdist and get a different package.",
    message: ({ missing, changed, absent, cause }) => {
      const lacks = missing.length === 0 ? "" : `The wheel built from the sdist lacks ${listSome(missing, 3)}, which the wheel built from the source tree contains${describeAbsent2(missing, absent)}.${because(cause)}`;
      const differs = changed.length === 0 ? "" : `${listSome(changed, 3)} ${changed.length === 1 ? "differs" : "differ"} between the wheel built from the sdist and the wheel built from the source tree.`;
      return [lacks, differs].filter(Boolean).join(" ");
    },
    fix: ({ absent, ...packaging }) => absent.length > 0 ? sdistFix(packaging, absent) : "The build reads something that only the checkout has, such as the git history or a file. Include it in the sdist, or do not read it in setup.py or the build hook."
  },
  "not-reproducible": {
    title: "Non-reproducible build",
    why: "Users cannot verify that the published wheel was built from the public source.",
    message: ({ member, how }) => member === null ? `The first build of the wheel from the sdist succeeded, but the second ${how}.` : `Two builds of the wheel from the same sdist differ: ${member} ${how}.`,
    fix: () => "Do not write timestamps other than SOURCE_DATE_EPOCH, absolute paths or random values during the build, and sort sets and directory listings."
  }
};
function describeAbsent2(missing, absent) {
  if (absent.length === 0) return "";
  const isAll = absent.length === missing.length && absent.every((file) => missing.includes(file));
  const subject = isAll ? missing.length === 1 ? "it" : "they" : listSome(absent, 3);
  return `: ${subject} ${absent.length === 1 ? "is" : "are"} not in the sdist`;
}

// src/checks/scripts/rules.ts
var SCRIPT_RULES = {
  "entry-point-broken": {
    title: "Broken entry point",
    why: "The command or plugin is declared, but users cannot use it.",
    message: ({ group, script, value, problem }) => `${entryTitle(group, script)} = "${value}" ${problem}.`,
    fix: (entry) => entryFix(entry)
  },
  "script-failed": {
    title: "Command failed",
    why: "Users install this package for its commands.",
    message: ({ command, ending, words, inconclusive }) => `"${command}" ${ending}${words.length > 0 ? `: ${words.join(" / ")}` : ""}.${inconclusive ? " This may be intended." : ""}`,
    fix: (command) => commandFix(command)
  },
  "script-timeout": {
    title: "Command timed out",
    why: "The command hangs, or it is a server without --help.",
    message: ({ command, seconds }) => `"${command}" timed out after ${seconds} s.`,
    fix: ({ script }) => `If it is a server, skip it in pyproject.toml:
[tool.as-installed.scripts."${script}"]
skip = "a server that runs until it is stopped"`
  }
};
function commandFix({ kind, script, answer, inconclusive }) {
  if (inconclusive)
    return `If this is intended, configure the command in pyproject.toml:
[tool.as-installed.scripts."${script}"]
args = ["--version"]  # arguments to run it with
exit = 0               # expected exit status
# or: skip = "the reason"`;
  if (answer === "not-found")
    return "Correct the command in `smoke`: it must start with python or a command that the wheel or a dependency installs.";
  const correction = kind === "smoke" ? ", or correct the command in `smoke`" : "";
  return `Fix the error${correction}. To reproduce, install the wheel into an empty environment and run the command there.`;
}
function entryTitle(group, name) {
  if (group === "console_scripts") return `The console script ${name}`;
  return group === "gui_scripts" ? `The GUI script ${name}` : `The entry point ${name} of the group ${group}`;
}
function entryFix({ group, script, value, problem }) {
  if (/^overwrites|^and | command of /.test(problem)) return `Rename ${script}.`;
  if (problem.startsWith("cannot be loaded")) {
    const host = / with (.+?) installed: /.exec(problem)?.[1];
    const packages = host === void 0 ? "the wheel" : `the wheel and ${host}`;
    return `Fix the error. To reproduce, install ${packages} into an empty environment and run: python -c "import ${value.split(/[:[]/)[0]?.trim()}"`;
  }
  const table2 = group === "console_scripts" ? "[project.scripts]" : group === "gui_scripts" ? "[project.gui-scripts]" : `[project.entry-points."${group}"]`;
  const [what, form] = group.endsWith("_scripts") ? ["an existing function", "package.module:function"] : ["an existing object", "package.module:name"];
  return `In ${table2}, or the equivalent of the build backend, point ${script} to ${what}: "${form}".`;
}

// src/python/traceback.ts
function readPythonError(raw) {
  if (typeof raw !== "object" || raw === null) return void 0;
  const error = raw;
  return { ...error, message: error.message ?? "", cause: readPythonError(error.cause) ?? null };
}
function parseTraceback(stderr) {
  const text = withoutGroupMargin(stderr.replace(/\r\n/g, "\n"));
  const blocks = text.split(/^Traceback \(most recent call last\):$/m).slice(1);
  let error;
  let isChained = false;
  for (const block of blocks) {
    const parsed = parseBlock(block.replace(CHAINING_MESSAGE, ""));
    if (parsed !== void 0) error = { ...parsed, cause: isChained ? error ?? null : null };
    isChained = CHAINING_MESSAGE.test(block);
  }
  return error ?? parseSyntaxError(text);
}
var CHAINING_MESSAGE = /\n+(The above exception was the direct cause of the following exception:|During handling of the above exception, another exception occurred:)\s*$/;
function withoutGroupMargin(stderr) {
  const header = /^ {2}\+ Exception Group (?=Traceback \(most recent call last\):$)/gm;
  if (!header.test(stderr)) return stderr;
  return stderr.replace(header, "").replace(/^( {2}\+-\+| {4,}[|+]).*\n?/gm, "").replace(/^ {2}\| ?/gm, "");
}
var FRAME = /^ +File "(.+)", line (\d+)(?:, in (.+))?$/;
var LAST_LINE = /^([\p{ID_Start}_][\p{ID_Continue}.<>]*)(?:: (.*)|:)?$/u;
function parseBlock(block) {
  const lines = block.split("\n");
  const last2 = lines.findIndex((line) => /^\S/.test(line));
  const [, qualname, first = ""] = LAST_LINE.exec(lines[last2] ?? "") ?? [];
  if (qualname === void 0) return void 0;
  const frames = lines.slice(0, last2).flatMap((line) => {
    const [, file, number, name = "<module>"] = FRAME.exec(line) ?? [];
    return file === void 0 ? [] : [{ file, line: Number(number), function: name }];
  });
  const message = [first, ...lines.slice(last2 + 1)].join("\n").trimEnd();
  return {
    type: qualname.split(".").at(-1),
    qualname,
    message,
    name: moduleInMessage(message),
    path: fileInMessage(message),
    frames
  };
}
function parsePytestError(text) {
  const [, qualname, message = ""] = /^E {3,}([\p{ID_Start}_][\p{ID_Continue}.]*): (.*)$/mu.exec(text) ?? [];
  if (qualname === void 0) return void 0;
  const frames = [...text.matchAll(/^(\S.*?):(\d+): in (.+)$/gm)].map(([, file = "", line, name = ""]) => ({
    file,
    line: Number(line),
    function: name
  }));
  const type = qualname.split(".").at(-1);
  return {
    type,
    qualname,
    message,
    name: moduleInMessage(message),
    path: fileInMessage(message),
    frames,
    cause: null
  };
}
var SYNTAX_ERROR = /^((?:Syntax|Indentation|Tab)Error): (.*)$/;
function parseSyntaxError(stderr) {
  const lines = stderr.split("\n");
  const last2 = lines.findLastIndex((line) => SYNTAX_ERROR.test(line));
  const [, type, message = ""] = SYNTAX_ERROR.exec(lines[last2] ?? "") ?? [];
  const location = lines.slice(0, Math.max(0, last2)).findLast((line) => FRAME.test(line));
  const [, file, number] = FRAME.exec(location ?? "") ?? [];
  if (type === void 0 || file === void 0) return void 0;
  const frame = { file, line: Number(number), function: "<module>" };
  return { type, qualname: type, message, name: null, path: null, frames: [frame], cause: null };
}
function moduleInMessage(message) {
  return /No module named '([^']+)'/.exec(message)?.[1] ?? /cannot import name '[^']+' from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ?? null;
}
function fileInMessage(message) {
  const [, single, double] = /\[(?:Errno|WinError) \d+\] [^:]+: (?:'([^']+)'|"([^"]+)")/.exec(message) ?? [];
  return single ?? double ?? null;
}
function exceptionChain(error) {
  return error.cause === null ? [error] : [error, ...exceptionChain(error.cause)];
}
function isSyntaxError({ type }) {
  return /^(Syntax|Indentation|Tab)Error$/.test(type);
}

// src/checks/tests/missing-service.ts
var NAMES = {
  display: "a display",
  /** Of the operating system, as `locale -a` lists them. */
  locale: "a locale",
  /** For the interface of a cloud provider. */
  credentials: "cloud credentials",
  /** A host can follow. */
  network: "the network"
};
function kindOfService(name) {
  if (name.startsWith(NAMES.network)) return "network";
  const kinds = ["display", "locale", "credentials"];
  return kinds.find((kind) => name === NAMES[kind]) ?? "server";
}
var SERVICES = [
  [/postgres|psycopg|asyncpg|pg8000/i, "PostgreSQL"],
  [/mysql|mariadb|aiomysql/i, "MySQL"],
  [/redis|valkey/i, "Redis"],
  [/mongo/i, "MongoDB"],
  [/rabbitmq|amqp|pika|kombu/i, "RabbitMQ"],
  [/kafka|NoBrokersAvailable/i, "Kafka"],
  [/elasticsearch|opensearch/i, "Elasticsearch"],
  [/memcache/i, "Memcached"],
  [/docker|testcontainers/i, "Docker"],
  [/clickhouse/i, "ClickHouse"],
  [/cassandra|NoHostAvailable/i, "Cassandra"],
  [/neo4j/i, "Neo4j"],
  [/ldap/i, "an LDAP server"],
  [/nats\b/i, "NATS"],
  [/etcd/i, "etcd"],
  [/minio|localstack/i, "an object store"]
];
var PORTS = {
  5432: "PostgreSQL",
  3306: "MySQL",
  6379: "Redis",
  27017: "MongoDB",
  5672: "RabbitMQ",
  9092: "Kafka",
  9200: "Elasticsearch",
  11211: "Memcached",
  2375: "Docker"
};
var REFUSED = /Connection refused|actively refused it|Connect call failed|could not connect to server|Can't connect to (?:MySQL )?server|\[Errno 111\]|\[Errno 61\]|\[WinError 10061\]|Is the server running|NoBrokersAvailable|ServerSelectionTimeoutError|Cannot connect to the Docker daemon|Error while fetching server API version|connection to server (?:at|on) .* failed/i;
var NO_NETWORK = /Name or service not known|Temporary failure in name resolution|nodename nor servname|No address associated with hostname|getaddrinfo failed|Network is unreachable|No route to host|Failed to resolve|NameResolutionError|Tunnel connection failed|Cannot connect to proxy|Unable to connect to proxy/i;
var NO_DISPLAY = /no display name and no \$DISPLAY|couldn't connect to display|could not connect to display|cannot open display|Can't open display/i;
var NO_CREDENTIALS = /NoCredentialsError|Unable to locate credentials|DefaultCredentialsError|default credentials were not found/i;
function missingService(error, ownPrograms) {
  if (error.type === "AssertionError" || error.type === "Failed") return void 0;
  const chain = exceptionChain(error);
  for (const one of chain) {
    const program = missingProgram(one);
    if (program !== void 0)
      return ownPrograms.has(program) ? void 0 : { kind: "program", name: program };
  }
  const text = chain.map(({ qualname, message }) => `${qualname}: ${message}`).join("\n");
  if (NO_DISPLAY.test(text)) return { kind: "service", name: NAMES.display };
  if (/unsupported locale setting/.test(text)) return { kind: "service", name: NAMES.locale };
  if (NO_CREDENTIALS.test(text)) return { kind: "service", name: NAMES.credentials };
  const isRefused = REFUSED.test(text) || chain.some(({ type }) => type === "ConnectionRefusedError");
  if (isRefused) return { kind: "service", name: serviceIn(chain, text) };
  if (!NO_NETWORK.test(text) && !chain.some(({ type }) => type === "gaierror")) return void 0;
  const host = hostIn(text);
  return { kind: "service", name: host === void 0 ? NAMES.network : `${NAMES.network} (${host})` };
}
function serviceIn(chain, text) {
  const modules = chain.flatMap(({ frames }) => frames.map(({ file }) => moduleDirectories(file))).join("\n");
  const named = SERVICES.find(([pattern]) => pattern.test(text) || pattern.test(modules))?.[1];
  const address = addressIn(text);
  const service = named ?? PORTS[address?.port ?? ""];
  const at = address === void 0 ? void 0 : `${address.host}:${address.port}`;
  if (service === void 0) return at === void 0 ? "a server" : `a server at ${at}`;
  return at === void 0 ? service : `${service} at ${at}`;
}
function moduleDirectories(file) {
  return /site-packages[\\/](.*)$/.exec(file)?.[1] ?? "";
}
function addressIn(text) {
  const patterns2 = [
    /\('([\w.:-]+)', (\d+)/,
    /host='([^']+)', port=(\d+)/,
    /at "([^"]+)"(?: \([^)]*\))?, port (\d+)/,
    /\b(localhost|[\w-]+(?:\.[\w-]+)+|::1):(\d{2,5})\b/
  ];
  for (const pattern of patterns2) {
    const [, host, port] = pattern.exec(text) ?? [];
    if (host !== void 0 && port !== void 0) return { host: host === "::1" ? "localhost" : host, port };
  }
  return void 0;
}
function hostIn(text) {
  return /host='([^']+)'|resolve '([^']+)'|host (?:name )?"([^"]+)"|https?:\/\/([\w.-]+)/.exec(text)?.slice(1).find((host) => host !== void 0);
}
function missingProgram({ type, message, path, frames }) {
  if (type !== "FileNotFoundError") return void 0;
  const last2 = frames.at(-1);
  const isStart = last2 !== void 0 && /[\\/]subprocess\.py$/.test(last2.file);
  const program = path ?? /'([^']+)'/.exec(message)?.[1];
  return isStart && program !== void 0 && /^[\w.+-]+$/.test(program) ? program : void 0;
}

// src/checks/tests/failure-words.ts
function describeFailure(facts) {
  const { cause, message, count: count2, at } = facts;
  const place = at === null || message.includes(at) ? "" : ` (${at})`;
  switch (cause.kind) {
    case "dependency": {
      const { what, name, distribution } = cause;
      const needed = what === "async" ? "a pytest plugin for async tests" : `the ${what} ${name}`;
      const from = distribution === null || what === "async" ? "" : ` from ${distribution}`;
      const verb = count2 === 1 ? "needs" : "need";
      return `${namesOf(facts)} ${verb} ${needed}${from}, which is not installed: ${message}`;
    }
    case "service":
    case "program":
      return `${describeNeed(cause, count2)} (${namesOf(facts)}): ${message}`;
    default:
      return facts.when === "run" ? describeRun(cause.kind, message) : `${subjectOf(facts)}: ${message}${place}${describeRepeated(facts)}`;
  }
}
function describeRun(kind, message) {
  if (kind !== "early-end") return `pytest ${message}`;
  return message.startsWith("the ") ? `${capitalize(message)}.` : `${message}.`;
}
function subjectOf(facts) {
  const { when, count: count2 } = facts;
  const one = count2 === 1;
  if (when === "collect") return `${namesOf(facts)} cannot be collected`;
  if (facts.merged !== void 0)
    return `${namesOf(facts)} fail on ${facts.merged.lines} lines of the tests, the first with`;
  return `${namesOf(facts)} ${one ? "fails" : "fail"}${when === "call" ? "" : ` in ${one ? "its" : "their"} ${when}`}`;
}
function namesOf({ tests, count: count2, nodeid }) {
  if (tests.length === 0) return nodeid;
  return count2 > tests.length ? `${tests.join(", ")} and ${count2 - tests.length} more` : list(tests);
}
function describeRepeated({ repeated, count: count2 }) {
  const [they, fail, pass] = count2 === 1 ? ["It", "fails", "passes"] : ["They", "fail", "pass"];
  switch (repeated) {
    case "passes-in-checkout":
      return `. ${they} ${pass} with the package imported from the checkout, in the same environment.`;
    case "fails-in-checkout":
      return `. ${they} also ${fail} in the checkout.`;
    case "passes-again":
      return `. ${they} ${pass} on a rerun.`;
    case null:
      return "";
  }
}
function failureFix(facts) {
  const { cause, declaration } = facts;
  switch (cause.kind) {
    case "dependency":
      return declaration === null ? `Add the distribution that provides the ${cause.what} ${cause.name} to the test dependencies.` : `Add ${cause.what === "async" ? `the plugin that the tests use, such as ${declaration.line},` : declaration.line} to ${declaration.place}.`;
    case "service":
      return `${PROVIDE[kindOfService(cause.name)]}, or ${deselect(facts)}`;
    case "program":
      return `Install ${cause.name} before as-installed runs, or ${deselect(facts)}`;
    case "django-settings":
      return 'Add pytest-django to the test dependencies, and set DJANGO_SETTINGS_MODULE in the pytest configuration. If another program runs the tests, such as manage.py, skip them in pyproject.toml:\n[tool.as-installed.tests]\nskip = "the reason"';
    case "early-end":
      return "Remove the call that ends the process or the test session.";
    case "timeout":
      return "Fix the test that hangs (see the pytest log), or raise time-limit in [tool.as-installed.tests].";
    case "coverage":
      return "Add tests, or lower fail_under in the coverage configuration.";
    case "crash":
    case "internal-error":
    case "usage":
      return "Fix the error that the pytest log shows.";
    case "file":
      if (facts.repeated !== "passes-in-checkout")
        return "The tests run in a copy of the files that git tracks: add the file to git, create it in the test or, if a command generates it, list it under generated in [tool.as-installed].";
  }
  switch (facts.repeated) {
    case "passes-in-checkout":
      return "Compare the wheel contents with the source tree: the code uses something that the wheel lacks or changes, such as a path relative to __file__, metadata or a generated file.";
    case "fails-in-checkout":
      return "Fix the test or the code; the wheel is not the cause. If it passes elsewhere, compare the dependency versions with those in the log install-tests.";
    case "passes-again":
      return "Fix the flaky test: it may depend on the order of the tests.";
    case null:
      return facts.when === "collect" ? "Fix the import of the test module. If a test dependency is missing, declare it, or add it to requirements in [tool.as-installed.tests]." : "Install the wheel, run the test outside of the checkout, and fix the code or the test.";
  }
}
var PROVIDE = {
  display: "Run as-installed under xvfb-run",
  locale: "Generate the locale before as-installed runs (locale-gen)",
  credentials: "Pass the credentials with pass-env",
  network: "Allow network access in the job",
  server: 'Start the service before as-installed runs (on GitHub, in "services" of the job) and pass its settings with pass-env'
};
function deselect({ tests, count: count2 }) {
  const part = count2 > tests.length ? /::.*$/ : /\[.*$/;
  const names = [...new Set(tests.map((test) => test.replace(part, "")))];
  const args = names.map((name) => `"--deselect=${name}"`).join(", ");
  return `deselect the tests:
[tool.as-installed.tests]
args = [${args}]`;
}
function describeNeed({ kind, name }, tests) {
  const subject = tests === 1 ? "1 test needs" : `${tests} tests need`;
  if (kind === "program") return `${subject} the program ${name}, which is not on PATH`;
  switch (kindOfService(name)) {
    case "network":
      return `${subject} ${name}, which cannot be reached`;
    case "display":
    case "locale":
    case "credentials":
      return `${subject} ${name}, which this machine lacks`;
    case "server":
      return `${subject} ${name}, which does not respond`;
  }
}

// src/checks/tests/rules.ts
var TEST_RULES = {
  "tests-failed": {
    title: "Tests failed",
    why: "The tests ran against the wheel that users install.",
    message: describeFailure,
    fix: failureFix
  },
  "tests-missing": {
    title: "Package not tested",
    why: "A test suite that runs nothing passes even if the package is broken.",
    message: ({ reason }) => `${reason.startsWith("pytest") ? reason : capitalize(reason)}.`,
    fix: () => 'Configure pytest to run the tests (testpaths, python_files), or state in pyproject.toml why the package has none:\n[tool.as-installed.tests]\nskip = "the reason"'
  },
  "tests-import-checkout": {
    title: "Tests used the checkout",
    why: "Such tests can pass with files that users do not have.",
    message: ({ path, others, kind, ...culprit }) => {
      const files = others === 0 ? path : `${path} and ${count(others, "more file")}`;
      return `The tests ${kind === "open" ? "read" : "executed"} ${files} of the checkout: ${describeCulprit(culprit)}.`;
    },
    fix: ({ entry, by }) => `${entry === null ? "Remove the path of the checkout" : `Remove ${entry}`}${by === null ? "" : ` from ${formatLine(by)}`}. The tests can import the installed package, and reach their own files by relative paths.`
  }
};
function describeCulprit({ way, entry, by }) {
  const who = by === null ? "unknown code" : formatLine(by);
  switch (way) {
    case "code":
      return `${who} adds ${entry} to sys.path`;
    case "setting":
      return `pythonpath in ${who} contains ${entry}`;
    case "pth":
      return `${who} in the environment adds ${entry} to sys.path`;
    case "PYTHONPATH":
      return `${who} runs Python with ${entry} in PYTHONPATH`;
    case "program":
      return `${who} runs ${entry === null ? "it with Python" : `Python in ${entry}`}`;
    case "path":
      return `${who} accesses it by its path`;
  }
}
function formatLine({ file, line }) {
  return line === null ? file : `${file}:${line}`;
}

// src/checks/upgrade/rules.ts
var UPGRADE_RULES = {
  "upgrade-broken": {
    title: "Broken upgrade",
    why: "Users of the last release who upgrade get a broken environment, while a new installation works.",
    message: (facts) => `${describeUpgrade(facts)}.`,
    fix: (facts) => fixFor2(facts)
  }
};
function describeUpgrade({ tag, way, names, owner, error, outdated }) {
  switch (way) {
    case "handed-over":
      return `An upgrade from ${tag} with pip deletes ${count(names.length, "file")} of ${owner}: ${listSome(names, 3)}. ${tag} contains ${names.length === 1 ? "it" : "them"} too, and pip removes the files of the old version after it has installed the dependencies`;
    case "refused":
      return `The wheel cannot be installed over ${tag}: ${names.join(" / ")}`;
    case "import": {
      const versions = outdated.map(
        ({ name, installed, clean: clean2 }) => `${name} ${installed} (a new installation has ${clean2})`
      );
      const kept = versions.length === 0 ? "" : `, which keeps ${listSome(versions, 3)}`;
      return `${listSome(names, 3)} cannot be imported after an upgrade from ${tag}${kept}: ${error}`;
    }
    case "conflict":
      return `An upgrade from ${tag} leaves conflicting dependencies: ${list(names.map((line) => line.replace(/\.$/, "")))}`;
    case "left":
      return `An upgrade from ${tag} leaves ${count(names.length, "file")} in packages that this release removes, and Python imports these as namespace packages: ${listSome(names, 3)}`;
  }
}
function fixFor2({ tag, way, owner, outdated, table: table2 }) {
  switch (way) {
    case "handed-over":
      return `Give the modules in ${owner} a new import name, or keep them in this distribution and depend on no other that has them. If the move is intended, document "pip install --force-reinstall --no-deps ${owner}" in the changelog, and ignore this rule with that reason.`;
    case "refused":
      return `Keep the paths in the installer output as they were in ${tag}, or rename what replaces them.`;
    case "import":
      return outdated.length === 0 ? `Check which files of ${tag} remain after the upgrade, and rename the modules that they shadow.` : `Set the lower bound of ${list(outdated.map(({ name }) => name))} in ${table2} to a version with which the modules can be imported.`;
    case "conflict":
      return `Release versions of the conflicting distributions that allow this one, or document in the changelog what users must uninstall.`;
    case "left":
      return "Write files at run time to a user directory, not into the package, and document in the changelog which files users must delete.";
  }
}

// node_modules/smol-toml/dist/error.js
function getLineColFromPtr(string, ptr) {
  let lines = string.slice(0, ptr).split(/\r?\n/);
  return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
  let lines = string.split(/\r?\n/);
  let codeblock = "";
  let numberLen = (Math.log10(line + 1) | 0) + 1;
  for (let i = line - 1; i <= line + 1; i++) {
    let l = lines[i - 1];
    if (!l)
      continue;
    codeblock += i.toString().padEnd(numberLen, " ");
    codeblock += ":  ";
    codeblock += l;
    codeblock += "\n";
    if (i === line) {
      codeblock += " ".repeat(numberLen + column + 2);
      codeblock += "^\n";
    }
  }
  return codeblock;
}
var TomlError = class _TomlError extends Error {
  line;
  column;
  codeblock;
  constructor(message, options) {
    const [line, column] = getLineColFromPtr(options.toml, options.ptr);
    const codeblock = makeCodeBlock(options.toml, line, column);
    super(`Invalid TOML document: ${message}

${codeblock}`, options);
    this.line = line;
    this.column = column;
    this.codeblock = codeblock;
  }
  /** @internal */
  static x(message, ctx, ptr) {
    throw new _TomlError(message, { toml: ctx.s, ptr: ptr ?? ctx.p });
  }
};

// node_modules/smol-toml/dist/primitive.js
function parseString(ctx) {
  let startPtr = ctx.p;
  let c = ctx.s.charCodeAt(ctx.p++);
  let first = c;
  let isLiteral = c === 39;
  let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
  if (isMultiline) {
    if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 10)
      ctx.p++;
    else if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)
      ctx.p += 2;
  }
  let parsed = "";
  let sliceStart = ctx.p;
  let state = 0;
  for (; ctx.p < ctx.s.length; ctx.p++) {
    c = ctx.s.charCodeAt(ctx.p);
    if (isMultiline && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)) {
      state = state && 3;
    } else if (c < 32 && c !== 9 || c === 127) {
      TomlError.x("control characters are not allowed in strings", ctx);
    } else if ((!state || state === 3) && c === first && (!isMultiline || ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first)) {
      if (isMultiline) {
        if (ctx.s.charCodeAt(ctx.p + 3) === first)
          ctx.p++;
        if (ctx.s.charCodeAt(ctx.p + 3) === first)
          ctx.p++;
      }
      if (!state) {
        let s = ctx.s.slice(sliceStart, ctx.p);
        parsed = parsed ? parsed + s : s;
      }
      ctx.p += isMultiline ? 3 : 1;
      return parsed;
    } else if (!state) {
      if (!isLiteral && c === 92) {
        parsed += ctx.s.slice(sliceStart, sliceStart = ctx.p);
        state = 1;
      }
    } else if (state === 1) {
      if (c === 120 || c === 117 || c === 85) {
        let errPtr = ctx.p++ - 1;
        let value = 0;
        let len = c === 120 ? 2 : c === 117 ? 4 : 8;
        for (let j = 0; j < len; j++, ctx.p++) {
          let hex = ctx.s.charCodeAt(ctx.p);
          let digit = (
            /* 0-9 */
            hex >= 48 && hex <= 57 ? hex - 48 : (
              /* A-F */
              hex >= 65 && hex <= 70 ? hex - 65 + 10 : (
                /* a-f */
                hex >= 97 && hex <= 102 ? hex - 97 + 10 : -1
              )
            )
          );
          if (digit < 0)
            TomlError.x("invalid non-hex character in unicode escape", ctx);
          value = value << 4 | digit;
        }
        if (value < 0 || value > 1114111 || value >= 55296 && value <= 57343) {
          TomlError.x("invalid unicode escape", ctx, errPtr);
        }
        parsed += String.fromCodePoint(value);
        sliceStart = ctx.p--;
        state = 0;
      } else if (isMultiline && (c === 32 || c === 9)) {
        state = 2;
      } else {
        if (c === 98)
          parsed += "\b";
        else if (c === 116)
          parsed += "	";
        else if (c === 110)
          parsed += "\n";
        else if (c === 102)
          parsed += "\f";
        else if (c === 114)
          parsed += "\r";
        else if (c === 101)
          parsed += "\x1B";
        else if (c === 34)
          parsed += '"';
        else if (c === 92)
          parsed += "\\";
        else
          TomlError.x("unrecognised escape sequence", ctx);
        sliceStart = ctx.p + 1;
        state = 0;
      }
    } else if (c !== 32 && c !== 9) {
      if (state === 2)
        TomlError.x("invalid escape: only line-ending whitespace may be escaped", ctx, sliceStart);
      state = !isLiteral && c === 92 ? 1 : 0;
      sliceStart = ctx.p;
    }
  }
  TomlError.x("unfinished string", ctx, startPtr);
}

// node_modules/smol-toml/dist/date.js
var DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
var TomlDate = class _TomlDate extends Date {
  #hasDate = false;
  #hasTime = false;
  #offset = null;
  constructor(date, fasttype, unsafeDelim) {
    let hasDate = true;
    let hasTime = true;
    let offset = "Z";
    let c;
    if (typeof date === "string") {
      if (fasttype)
        prep: {
          if (fasttype < 3) {
            if (+date.slice(11, 13) > 23) {
              date = "";
              break prep;
            }
            if (fasttype === 2) {
              offset = null;
              date += "Z";
            } else if ((c = date.charCodeAt(date.length - 1)) !== 90 && c !== 122) {
              offset = date.slice(date.length - 6);
            }
            if (unsafeDelim)
              date = date.slice(0, 10) + "T" + date.slice(11);
          } else if (fasttype === 4) {
            date = +date.slice(0, 2) > 23 ? "" : `0000-01-01T${date}Z`;
          }
          hasDate = fasttype !== 4;
          hasTime = fasttype !== 3;
        }
      else {
        let match = date.match(DATE_TIME_RE);
        if (match) {
          if (!match[1]) {
            hasDate = false;
            date = `0000-01-01T${date}`;
          }
          hasTime = !!match[2];
          hasTime && date[10] === " " && (date = date.replace(" ", "T"));
          if (match[2] && +match[2] > 23) {
            date = "";
          } else {
            offset = match[3] || null;
            if (!offset && hasTime)
              date += "Z";
          }
        } else {
          date = "";
        }
      }
    }
    super(date);
    if (!isNaN(this.getTime())) {
      this.#hasDate = hasDate;
      this.#hasTime = hasTime;
      this.#offset = offset;
    }
  }
  isDateTime() {
    return this.#hasDate && this.#hasTime;
  }
  isLocal() {
    return !this.#hasDate || !this.#hasTime || !this.#offset;
  }
  isDate() {
    return this.#hasDate && !this.#hasTime;
  }
  isTime() {
    return this.#hasTime && !this.#hasDate;
  }
  isValid() {
    return this.#hasDate || this.#hasTime;
  }
  toISOString() {
    let iso = super.toISOString();
    if (this.isDate())
      return iso.slice(0, 10);
    if (this.isTime())
      return iso.slice(11, 23);
    if (this.#offset === null)
      return iso.slice(0, -1);
    if (this.#offset === "Z" || this.#offset === "z")
      return iso;
    let offset = +this.#offset.slice(1, 3) * 60 + +this.#offset.slice(4, 6);
    offset = this.#offset[0] === "-" ? offset : -offset;
    let offsetDate = new Date(this.getTime() - offset * 6e4);
    return offsetDate.toISOString().slice(0, -1) + this.#offset;
  }
  static wrapAsOffsetDateTime(jsDate, offset = "Z") {
    let date = new _TomlDate(jsDate);
    date.#offset = offset;
    return date;
  }
  static wrapAsLocalDateTime(jsDate) {
    let date = new _TomlDate(jsDate);
    date.#offset = null;
    return date;
  }
  static wrapAsLocalDate(jsDate) {
    let date = new _TomlDate(jsDate);
    date.#hasTime = false;
    date.#offset = null;
    return date;
  }
  static wrapAsLocalTime(jsDate) {
    let date = new _TomlDate(jsDate);
    date.#hasDate = false;
    date.#offset = null;
    return date;
  }
};

// node_modules/smol-toml/dist/extract.js
function isDigit(char, base = 10) {
  return base === 16 ? char > 47 && char < 58 || char > 64 && char < 71 || char > 96 && char < 103 : char > 47 && char < 48 + base;
}
function isEndOfValue(char, delim) {
  return char === 32 || char === 9 || char === 10 || char === 13 || // Structure end or next value delimiter
  delim && (char === delim || char === 44) || // Comment
  char === 35;
}
function extractValue(ctx, end) {
  let errPtr = ctx.p;
  let c = ctx.s.charCodeAt(ctx.p);
  if (c === 91 || c === 123) {
    ctx.d-- || TomlError.x("document contains excessively nested structures. aborting.", ctx);
    let value = c === 91 ? parseArray(ctx) : parseInlineTable(ctx);
    ctx.d++;
    return value;
  }
  if (c === 34 || c === 39) {
    return parseString(ctx);
  }
  if (c === 116) {
    if (ctx.s.charCodeAt(++ctx.p) !== 114 || ctx.s.charCodeAt(++ctx.p) !== 117 || ctx.s.charCodeAt(++ctx.p) !== 101)
      TomlError.x("invalid value", ctx, errPtr);
    return ctx.p++, true;
  }
  if (c === 102) {
    if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 108 || ctx.s.charCodeAt(++ctx.p) !== 115 || ctx.s.charCodeAt(++ctx.p) !== 101)
      TomlError.x("invalid value", ctx, errPtr);
    return ctx.p++, false;
  }
  if (c === 43 || c === 45) {
    return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 44 - c, end);
  }
  if (ctx.s.charCodeAt(ctx.p + 4) === 45 && ctx.s.charCodeAt(ctx.p + 7) === 45) {
    return parseDate(ctx, c, end);
  }
  if (ctx.s.charCodeAt(ctx.p + 2) === 58) {
    return parseTime(ctx, c, end);
  }
  return parseNumber(ctx, ctx.p, c, 0, end);
}
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
  let c = startChr;
  let state = 0;
  let hasUnderscores = false;
  if (c === 105) {
    if (ctx.s.charCodeAt(++ctx.p) !== 110 || ctx.s.charCodeAt(++ctx.p) !== 102)
      TomlError.x("invalid value", ctx, startPtr);
    return ctx.p++, (sign || 1) / 0;
  }
  if (c === 110) {
    if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 110)
      TomlError.x("invalid value", ctx, startPtr);
    return ctx.p++, NaN;
  }
  if (c === 48) {
    if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr))
      return ctx.bi === true ? 0n : 0;
    if (!sign) {
      if (c === 120)
        return parseIntegerBaseN(ctx, startPtr, 16, endChr);
      else if (c === 98)
        return parseIntegerBaseN(ctx, startPtr, 2, endChr);
      else if (c === 111)
        return parseIntegerBaseN(ctx, startPtr, 8, endChr);
    }
    if (c === 46)
      state = 2;
    else if (c === 101 || c === 69)
      state = 4;
    else
      TomlError.x("illegal leading zero", ctx, startPtr);
  } else if (!isDigit(c))
    TomlError.x("invalid value", ctx, startPtr);
  while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
    if (!state)
      state = 1;
    if (c === 95) {
      if (!(state & 1))
        TomlError.x("illegal underscore", ctx);
      state += 11;
      hasUnderscores = true;
    } else if (state === 1 && c === 46)
      state = 2;
    else if ((state === 1 || state === 3) && (c === 101 || c === 69))
      state = 4;
    else if (state === 4 && (c === 43 || c === 45)) {
      state = 6;
    } else if (!isDigit(c))
      TomlError.x(`illegal character in numeric literal`, ctx);
    else if (state > 9)
      state -= 11;
    else if (!(state & 1))
      state++;
  }
  if (!state) {
    let val = (startChr - 48) * (sign || 1);
    return ctx.bi === true ? BigInt(val) : val;
  }
  if (!(state & 1))
    TomlError.x("unfinished numeric value", ctx, startPtr);
  let str = ctx.s.slice(startPtr, ctx.p);
  if (hasUnderscores)
    str = str.replaceAll("_", "");
  return state > 1 ? parseFloat(str) : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
  let c, underscore = 1;
  while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
    if (c === 95) {
      if (underscore & 1)
        TomlError.x("illegal underscore", ctx);
      underscore = 3;
    } else if (!isDigit(c, base))
      TomlError.x(`illegal character in numeric literal`, ctx);
    else if (underscore & 1)
      underscore--;
  }
  if (underscore & 1)
    TomlError.x("unfinished numeric value", ctx);
  let str = ctx.s.slice(startPtr + 2, ctx.p);
  if (underscore)
    str = str.replaceAll("_", "");
  return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
  if (ctx.bi !== true)
    int: {
      let val = parseInt(str, base);
      if (!Number.isSafeInteger(val)) {
        if (ctx.bi)
          break int;
        TomlError.x("integer value cannot be represented losslessly", ctx, startPtr);
      }
      return val;
    }
  return base === 10 ? BigInt(str) : BigInt((base === 2 ? "0b" : base === 8 ? "0o" : "0x") + str);
}
function parseDate(ctx, c, endChr) {
  let startPtr = ctx.p++, unsafeSeparator;
  if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++))) {
    return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
  }
  ctx.p += 5;
  if (!isDigit(ctx.s.charCodeAt(ctx.p++)))
    TomlError.x("invalid date-time: date part is malformed", ctx, startPtr);
  if (ctx.p >= ctx.s.length || ((c = ctx.s.charCodeAt(ctx.p)) !== 32 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 84 && c !== 116) {
    let t2 = ctx.s.slice(startPtr, ctx.p);
    return readDate(ctx, t2, 3, false, startPtr);
  }
  if (ctx.s.charCodeAt(ctx.p += 3) !== 58)
    TomlError.x("invalid date-time: time part is malformed", ctx, startPtr);
  if (ctx.s.charCodeAt(ctx.p += 3) === 58)
    ctx.p += 3;
  if (ctx.s.charCodeAt(ctx.p) === 46)
    while (isDigit(ctx.s.charCodeAt(++ctx.p)))
      ;
  if (c = ctx.s.charCodeAt(ctx.p)) {
    if (c === 90 || c === 122) {
      let t2 = ctx.s.slice(startPtr, ++ctx.p);
      return readDate(ctx, t2, 1, unsafeSeparator, startPtr, "[+00:00]");
    }
    if (c === 43 || c === 45) {
      let t2 = ctx.s.slice(startPtr, ctx.p += 6);
      return readDate(ctx, t2, 1, unsafeSeparator, startPtr, !ctx.ld && "[" + ctx.s.slice(ctx.p - 6, ctx.p) + "]");
    }
  }
  let t = ctx.s.slice(startPtr, ctx.p);
  return readDate(ctx, t, 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
  let start = ctx.p;
  if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) {
    return parseNumber(ctx, --ctx.p, c, 0, endChr);
  }
  if (ctx.s.charCodeAt(ctx.p += 4) === 58)
    ctx.p += 3;
  if (ctx.s.charCodeAt(ctx.p) === 46)
    while (isDigit(ctx.s.charCodeAt(++ctx.p)))
      ;
  let t = ctx.s.slice(start, ctx.p);
  return readDate(ctx, t, 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
  if (ctx.ld) {
    let date = new TomlDate(str, type, unsafeDelim);
    if (!date.isValid())
      TomlError.x("invalid date", ctx, errPtr);
    return date;
  }
  try {
    if (temporalSuffix)
      str += temporalSuffix;
    switch (type) {
      case 1:
        return Temporal.ZonedDateTime.from(str);
      case 2:
        return Temporal.PlainDateTime.from(str);
      case 3:
        return Temporal.PlainDate.from(str);
      case 4:
        return Temporal.PlainTime.from(str);
    }
  } catch (e) {
    TomlError.x(e instanceof Error ? e.message : "" + e, ctx, errPtr);
  }
}

// node_modules/smol-toml/dist/util.js
function skipComment(ctx) {
  for (; ctx.p < ctx.s.length; ctx.p++) {
    let c = ctx.s.charCodeAt(ctx.p);
    if (c === 10)
      break;
    if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) {
      ctx.p++;
      break;
    }
    if (c < 32 && c !== 9 || c === 127) {
      TomlError.x("control characters are not allowed in comments", ctx);
    }
  }
}
function skipVoid(ctx, banNewLines, banComments) {
  let c;
  while (ctx.p < ctx.s.length) {
    while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 32 || c === 9 || !banNewLines && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)))
      ctx.p++;
    if (banComments || c !== 35)
      break;
    skipComment(ctx);
  }
}

// node_modules/smol-toml/dist/struct.js
function parseKey(ctx, end = 61) {
  let startPtr;
  let state = 0;
  let parsed = [];
  let sliceStart;
  let c = ctx.s.charCodeAt(startPtr = ctx.p);
  do {
    if (c === end) {
      if (!state)
        TomlError.x("unexpected end of key", ctx);
      if (state === 1)
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
      return ctx.p++, parsed;
    } else if (c === 46) {
      if (!state)
        TomlError.x("illegal empty bare key", ctx);
      if (state === 1)
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
      state = 0;
    } else if (!state && (c === 34 || c === 39)) {
      if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2))
        TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
      parsed.push(parseString(ctx));
      state = 2;
      ctx.p--;
    } else if (c === 32 || c === 9) {
      if (state === 1) {
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
        state = 2;
      }
    } else if (state === 2 || c < 48 && c !== 45 || c > 57 && c < 65 || c > 90 && c < 97 && c !== 95 || c > 122) {
      TomlError.x("illegal character in key", ctx);
    } else if (!state) {
      state = 1;
      sliceStart = ctx.p;
    }
  } while (c = ctx.s.charCodeAt(++ctx.p));
  TomlError.x("incomplete key-value: cannot find end of key", ctx, startPtr);
}
function parseInlineTable(ctx) {
  let startPtr = ctx.p++;
  let res = /* @__PURE__ */ Object.create(null);
  let seen = /* @__PURE__ */ new Set();
  let c;
  while (ctx.p < ctx.s.length) {
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p)) === 125) {
      ctx.p++;
      return res;
    }
    let k;
    let t = res;
    let hasOwn = false;
    let errPtr = ctx.p;
    let key = parseKey(ctx);
    for (let i = 0; i < key.length; i++) {
      if (i)
        t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
      k = key[i];
      if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== "object" || seen.has(t[k]))) {
        TomlError.x("trying to redefine an already defined value", ctx, errPtr);
      }
      let unsafe = k === "__proto__";
      if (ctx.uk && (unsafe || k === "constructor")) {
        t = ctx.uk !== 1 && TomlError.x("document contains an unsafe property", ctx, errPtr);
        break;
      }
      if (!hasOwn && unsafe) {
        Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
      }
    }
    if (hasOwn) {
      TomlError.x("trying to redefine an already defined value", ctx, errPtr);
    }
    skipVoid(ctx, true, true);
    let value = extractValue(
      ctx,
      125
      /* } */
    );
    if (t && typeof (t[k] = value) === "object")
      seen.add(value);
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p++)) === 125) {
      return res;
    }
    if (c !== 44)
      TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
  }
  TomlError.x("unfinished table", ctx, startPtr);
}
function parseArray(ctx) {
  let startPtr = ctx.p++;
  let res = [];
  let c;
  while (ctx.p < ctx.s.length) {
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p)) === 93) {
      ctx.p++;
      return res;
    }
    res.push(extractValue(
      ctx,
      93
      /* ] */
    ));
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p++)) === 93) {
      return res;
    }
    if (c !== 44)
      TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
  }
  TomlError.x("unfinished array", ctx, startPtr);
}

// node_modules/smol-toml/dist/parse.js
function peekTable(ctx, key, table2, meta, type) {
  let t = table2;
  let m = meta;
  let k;
  let hasOwn = false;
  let state;
  for (let i = 0; i < key.length; i++) {
    if (i) {
      t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
      m = (state = m[k]).c;
      if (type === 0 && (state.t === 1 || state.t === 2)) {
        return null;
      }
      if (state.t === 2) {
        let l = t.length - 1;
        t = t[l];
        m = m[l].c;
      }
    }
    k = key[i];
    if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 && m[k]?.d) {
      return null;
    }
    if (!hasOwn) {
      let unsafe = k === "__proto__";
      if (ctx.uk && (unsafe || k === "constructor"))
        return false;
      if (unsafe) {
        Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
        Object.defineProperty(m, k, { enumerable: true, configurable: true, writable: true });
      }
      m[k] = {
        t: i < key.length - 1 && type === 2 ? 3 : type,
        d: false,
        i: 0,
        c: /* @__PURE__ */ Object.create(null)
      };
    }
  }
  state = m[k];
  if (state.t !== type && !(type === 1 && state.t === 3)) {
    return null;
  }
  if (type === 2) {
    if (!state.d) {
      state.d = true;
      t[k] = [];
    }
    t[k].push(t = /* @__PURE__ */ Object.create(null));
    state.c[state.i++] = state = { t: 1, d: false, i: 0, c: /* @__PURE__ */ Object.create(null) };
  }
  if (state.d) {
    return null;
  }
  state.d = true;
  if (type === 1) {
    t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
  } else if (type === 0 && hasOwn) {
    return null;
  }
  return [k, t, state.c];
}
function validateTablePeek(ctx, peek, ptr) {
  if (peek === null || ctx.uk === 2)
    TomlError.x(peek === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", ctx, ptr);
}
function parse3(toml, options = {}) {
  let ctx = {
    s: toml,
    p: 0,
    d: options.maxDepth ?? 1e3,
    bi: options.integersAsBigInt ?? false,
    ld: options.useLegacyDate ?? true,
    uk: options.unsafeKeyBehaviour === "throw" ? 2 : options.unsafeKeyBehaviour === "drop" ? 1 : 0
  };
  let res = /* @__PURE__ */ Object.create(null);
  let meta = /* @__PURE__ */ Object.create(null);
  let tmp;
  let skipping = false;
  let tbl = res;
  let m = meta;
  if (toml.charCodeAt(0) === 65279)
    ctx.p++;
  skipVoid(ctx);
  while (ctx.p < toml.length) {
    if (toml.charCodeAt(ctx.p) === 91) {
      let isTableArray = toml.charCodeAt(++ctx.p) === 91;
      tmp = ctx.p += +isTableArray;
      skipping = false;
      let k = parseKey(
        ctx,
        93
        /* ] */
      );
      if (isTableArray) {
        if (toml.charCodeAt(ctx.p) !== 93) {
          TomlError.x("expected end of table array declaration", ctx);
        }
        ctx.p++;
      }
      let p = peekTable(
        ctx,
        k,
        res,
        meta,
        isTableArray ? 2 : 1
        /* Type.EXPLICIT */
      );
      if (!p) {
        validateTablePeek(ctx, p, tmp);
        skipping = true;
      } else {
        m = p[2];
        tbl = p[1];
      }
    } else {
      tmp = ctx.p;
      let k = parseKey(ctx);
      let p = peekTable(
        ctx,
        k,
        tbl,
        m,
        0
        /* Type.DOTTED */
      );
      if (!p && !skipping)
        validateTablePeek(ctx, p, tmp);
      skipVoid(ctx, true, true);
      let v = extractValue(ctx, void 0);
      if (p && !skipping)
        p[1][p[0]] = v;
    }
    skipVoid(ctx, true);
    if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 10 && (tmp !== 13 || toml.charCodeAt(ctx.p + 1) !== 10)) {
      TomlError.x("each key-value declaration must be followed by an end-of-line", ctx);
    }
    skipVoid(ctx);
  }
  return res;
}

// node_modules/smol-toml/dist/stringify.js
var HAS_WELLFORMED = !!"".isWellFormed;

// node_modules/eslint-visitor-keys/lib/visitor-keys.js
var KEYS = {
  ArrayExpression: ["elements"],
  ArrayPattern: ["elements"],
  ArrowFunctionExpression: ["params", "body"],
  AssignmentExpression: ["left", "right"],
  AssignmentPattern: ["left", "right"],
  AwaitExpression: ["argument"],
  BinaryExpression: ["left", "right"],
  BlockStatement: ["body"],
  BreakStatement: ["label"],
  CallExpression: ["callee", "arguments"],
  CatchClause: ["param", "body"],
  ChainExpression: ["expression"],
  ClassBody: ["body"],
  ClassDeclaration: ["id", "superClass", "body"],
  ClassExpression: ["id", "superClass", "body"],
  ConditionalExpression: ["test", "consequent", "alternate"],
  ContinueStatement: ["label"],
  DebuggerStatement: [],
  DoWhileStatement: ["body", "test"],
  EmptyStatement: [],
  ExperimentalRestProperty: ["argument"],
  ExperimentalSpreadProperty: ["argument"],
  ExportAllDeclaration: ["exported", "source", "attributes"],
  ExportDefaultDeclaration: ["declaration"],
  ExportNamedDeclaration: [
    "declaration",
    "specifiers",
    "source",
    "attributes"
  ],
  ExportSpecifier: ["local", "exported"],
  ExpressionStatement: ["expression"],
  ForInStatement: ["left", "right", "body"],
  ForOfStatement: ["left", "right", "body"],
  ForStatement: ["init", "test", "update", "body"],
  FunctionDeclaration: ["id", "params", "body"],
  FunctionExpression: ["id", "params", "body"],
  Identifier: [],
  IfStatement: ["test", "consequent", "alternate"],
  ImportAttribute: ["key", "value"],
  ImportDeclaration: ["specifiers", "source", "attributes"],
  ImportDefaultSpecifier: ["local"],
  ImportExpression: ["source", "options"],
  ImportNamespaceSpecifier: ["local"],
  ImportSpecifier: ["imported", "local"],
  JSXAttribute: ["name", "value"],
  JSXClosingElement: ["name"],
  JSXClosingFragment: [],
  JSXElement: ["openingElement", "children", "closingElement"],
  JSXEmptyExpression: [],
  JSXExpressionContainer: ["expression"],
  JSXFragment: ["openingFragment", "children", "closingFragment"],
  JSXIdentifier: [],
  JSXMemberExpression: ["object", "property"],
  JSXNamespacedName: ["namespace", "name"],
  JSXOpeningElement: ["name", "attributes"],
  JSXOpeningFragment: [],
  JSXSpreadAttribute: ["argument"],
  JSXSpreadChild: ["expression"],
  JSXText: [],
  LabeledStatement: ["label", "body"],
  Literal: [],
  LogicalExpression: ["left", "right"],
  MemberExpression: ["object", "property"],
  MetaProperty: ["meta", "property"],
  MethodDefinition: ["key", "value"],
  NewExpression: ["callee", "arguments"],
  ObjectExpression: ["properties"],
  ObjectPattern: ["properties"],
  PrivateIdentifier: [],
  Program: ["body"],
  Property: ["key", "value"],
  PropertyDefinition: ["key", "value"],
  RestElement: ["argument"],
  ReturnStatement: ["argument"],
  SequenceExpression: ["expressions"],
  SpreadElement: ["argument"],
  StaticBlock: ["body"],
  Super: [],
  SwitchCase: ["test", "consequent"],
  SwitchStatement: ["discriminant", "cases"],
  TaggedTemplateExpression: ["tag", "quasi"],
  TemplateElement: [],
  TemplateLiteral: ["quasis", "expressions"],
  ThisExpression: [],
  ThrowStatement: ["argument"],
  TryStatement: ["block", "handler", "finalizer"],
  UnaryExpression: ["argument"],
  UpdateExpression: ["argument"],
  VariableDeclaration: ["declarations"],
  VariableDeclarator: ["id", "init"],
  WhileStatement: ["test", "body"],
  WithStatement: ["object", "body"],
  YieldExpression: ["argument"]
};
var NODE_TYPES = Object.keys(KEYS);
for (const type of NODE_TYPES) {
  Object.freeze(KEYS[type]);
}
Object.freeze(KEYS);
var visitor_keys_default = KEYS;

// node_modules/eslint-visitor-keys/lib/index.js
function unionWith(additionalKeys) {
  const retv = (
    /** @type {{ [type: string]: ReadonlyArray<string> }} */
    Object.assign({}, visitor_keys_default)
  );
  for (const type of Object.keys(additionalKeys)) {
    if (Object.hasOwn(retv, type)) {
      const keys = new Set(additionalKeys[type]);
      for (const key of retv[type]) {
        keys.add(key);
      }
      retv[type] = Object.freeze(Array.from(keys));
    } else {
      retv[type] = Object.freeze(Array.from(additionalKeys[type]));
    }
  }
  return Object.freeze(retv);
}

// node_modules/toml-eslint-parser/lib/index.mjs
function last(arr) {
  return arr[arr.length - 1] ?? null;
}
function toKeyName(node) {
  return node.type === "TOMLBare" ? node.name : node.value;
}
var TOMLVerImpl = class {
  constructor(major2, minor2) {
    this.major = major2;
    this.minor = minor2;
  }
  lt(major2, minor2) {
    return this.major < major2 || this.major === major2 && this.minor < minor2;
  }
  gte(major2, minor2) {
    return this.major > major2 || this.major === major2 && this.minor >= minor2;
  }
};
var TOML_VERSION_1_0 = new TOMLVerImpl(1, 0);
var TOML_VERSION_1_1 = new TOMLVerImpl(1, 1);
var DEFAULT_TOML_VERSION = TOML_VERSION_1_1;
var SUPPORTED_TOML_VERSIONS = {
  "1.0": TOML_VERSION_1_0,
  "1.0.0": TOML_VERSION_1_0,
  "1.1": TOML_VERSION_1_1,
  "1.1.0": TOML_VERSION_1_1,
  latest: TOML_VERSION_1_1,
  next: TOML_VERSION_1_1
};
function getTOMLVer(v) {
  return v && SUPPORTED_TOML_VERSIONS[v] || DEFAULT_TOML_VERSION;
}
var MESSAGES = {
  "unterminated-string": "Unterminated string constant",
  "unterminated-table-key": "Unterminated table-key",
  "unterminated-array": "Unterminated array",
  "unterminated-inline-table": "Unterminated inline table",
  "missing-key": "Empty bare keys are not allowed",
  "missing-newline": "Must be a newline",
  "missing-equals-sign": "Expected equal (=) token",
  "missing-value": "Unspecified values are invalid",
  "missing-comma": "Expected comma (,) token",
  "dupe-keys": "Defining a key multiple times is invalid",
  "unexpected-char": "Unexpected character",
  "unexpected-token": "Unexpected token",
  "invalid-control-character": "Control characters (codes < 0x1f and 0x7f) are not allowed",
  "invalid-comment-character": "Invalid code point {{cp}} within comments",
  "invalid-key-value-newline": "The key, equals sign, and value must be on the same line",
  "invalid-inline-table-newline": "No newlines are allowed between the curly braces unless they are valid within a value",
  "invalid-underscore": "Underscores are allowed between digits",
  "invalid-space": "Unexpected spaces",
  "invalid-three-quotes": "Three or more quotes are not permitted",
  "invalid-date": "Unexpected invalid date",
  "invalid-time": "Unexpected invalid time",
  "invalid-leading-zero": "Leading zeros are not allowed",
  "invalid-trailing-comma-in-inline-table": "Trailing comma is not permitted in an inline table",
  "invalid-char-in-escape-sequence": "Invalid character in escape sequence",
  "invalid-consecutive-dots-in-key": "Consecutive dots are not permitted in keys",
  "invalid-code-point": "Invalid code point {{cp}}",
  "invalid-trailing-dot-in-key": "Keys cannot end with a dot",
  "invalid-leading-dot-in-key": "Keys cannot start with a dot"
};
function getMessage(code, data) {
  if (data) return MESSAGES[code].replace(/\{\{(.*?)\}\}/gu, (_, name$2) => {
    if (name$2 in data) return data[name$2];
    return `{{${name$2}}}`;
  });
  return MESSAGES[code];
}
var ParseError = class extends SyntaxError {
  /**
  * Initialize this ParseError instance.
  *
  */
  constructor(code, offset, line, column, data) {
    super(getMessage(code, data));
    this.index = offset;
    this.lineNumber = line;
    this.column = column;
  }
};
var CodePoint = {
  EOF: -1,
  NULL: 0,
  SOH: 1,
  BACKSPACE: 8,
  TABULATION: 9,
  LINE_FEED: 10,
  FORM_FEED: 12,
  CARRIAGE_RETURN: 13,
  ESCAPE: 27,
  SO: 14,
  US: 31,
  SPACE: 32,
  QUOTATION_MARK: 34,
  HASH: 35,
  SINGLE_QUOTE: 39,
  PLUS_SIGN: 43,
  COMMA: 44,
  DASH: 45,
  DOT: 46,
  DIGIT_0: 48,
  DIGIT_1: 49,
  DIGIT_2: 50,
  DIGIT_3: 51,
  DIGIT_7: 55,
  DIGIT_9: 57,
  COLON: 58,
  EQUALS_SIGN: 61,
  LATIN_CAPITAL_A: 65,
  LATIN_CAPITAL_E: 69,
  LATIN_CAPITAL_F: 70,
  LATIN_CAPITAL_T: 84,
  LATIN_CAPITAL_U: 85,
  LATIN_CAPITAL_Z: 90,
  LEFT_BRACKET: 91,
  BACKSLASH: 92,
  RIGHT_BRACKET: 93,
  UNDERSCORE: 95,
  LATIN_SMALL_A: 97,
  LATIN_SMALL_B: 98,
  LATIN_SMALL_E: 101,
  LATIN_SMALL_F: 102,
  LATIN_SMALL_I: 105,
  LATIN_SMALL_L: 108,
  LATIN_SMALL_N: 110,
  LATIN_SMALL_O: 111,
  LATIN_SMALL_R: 114,
  LATIN_SMALL_S: 115,
  LATIN_SMALL_T: 116,
  LATIN_SMALL_U: 117,
  LATIN_SMALL_X: 120,
  LATIN_SMALL_Z: 122,
  LEFT_BRACE: 123,
  RIGHT_BRACE: 125,
  TILDE: 126,
  DELETE: 127,
  PAD: 128,
  SUPERSCRIPT_TWO: 178,
  SUPERSCRIPT_THREE: 179,
  SUPERSCRIPT_ONE: 185,
  VULGAR_FRACTION_ONE_QUARTER: 188,
  VULGAR_FRACTION_THREE_QUARTERS: 190,
  LATIN_CAPITAL_LETTER_A_WITH_GRAVE: 192,
  LATIN_CAPITAL_LETTER_O_WITH_DIAERESIS: 214,
  LATIN_CAPITAL_LETTER_O_WITH_STROKE: 216,
  LATIN_SMALL_LETTER_O_WITH_DIAERESIS: 246,
  LATIN_SMALL_LETTER_O_WITH_STROKE: 248,
  GREEK_SMALL_REVERSED_DOTTED_LUNATE_SIGMA_SYMBOL: 891,
  GREEK_CAPITAL_LETTER_YOT: 895,
  CP_1FFF: 8191,
  ZERO_WIDTH_NON_JOINER: 8204,
  ZERO_WIDTH_JOINER: 8205,
  UNDERTIE: 8255,
  CHARACTER_TIE: 8256,
  SUPERSCRIPT_ZERO: 8304,
  CP_218F: 8591,
  CIRCLED_DIGIT_ONE: 9312,
  NEGATIVE_CIRCLED_DIGIT_ZERO: 9471,
  GLAGOLITIC_CAPITAL_LETTER_AZU: 11264,
  CP_2FEF: 12271,
  IDEOGRAPHIC_COMMA: 12289,
  CP_D7FF: 55295,
  CP_E000: 57344,
  CJK_COMPATIBILITY_IDEOGRAPH_F900: 63744,
  ARABIC_LIGATURE_SALAAMUHU_ALAYNAA: 64975,
  ARABIC_LIGATURE_SALLA_USED_AS_KORANIC_STOP_SIGN_ISOLATED_FORM: 65008,
  REPLACEMENT_CHARACTER: 65533,
  LINEAR_B_SYLLABLE_B008_A: 65536,
  CP_EFFFF: 983039,
  CP_10FFFF: 1114111
};
function isControl(cp) {
  return cp >= CodePoint.NULL && cp <= CodePoint.US;
}
function isWhitespace(cp) {
  return cp === CodePoint.TABULATION || cp === CodePoint.SPACE;
}
function isEOL(cp) {
  return cp === CodePoint.LINE_FEED || cp === CodePoint.CARRIAGE_RETURN;
}
function isUpperLetter(cp) {
  return cp >= CodePoint.LATIN_CAPITAL_A && cp <= CodePoint.LATIN_CAPITAL_Z;
}
function isLowerLetter(cp) {
  return cp >= CodePoint.LATIN_SMALL_A && cp <= CodePoint.LATIN_SMALL_Z;
}
function isLetter(cp) {
  return isLowerLetter(cp) || isUpperLetter(cp);
}
function isDigit2(cp) {
  return cp >= CodePoint.DIGIT_0 && cp <= CodePoint.DIGIT_9;
}
function isHexDig(cp) {
  return isDigit2(cp) || cp >= CodePoint.LATIN_SMALL_A && cp <= CodePoint.LATIN_SMALL_F || cp >= CodePoint.LATIN_CAPITAL_A && cp <= CodePoint.LATIN_CAPITAL_F;
}
function isOctalDig(cp) {
  return cp >= CodePoint.DIGIT_0 && cp <= CodePoint.DIGIT_7;
}
function isUnicodeScalarValue(cp) {
  return cp >= 0 && cp <= 55295 || cp >= 57344 && cp <= 1114111;
}
function sortedLastIndex(array, value) {
  let low = 0;
  let high = array.length;
  while (low < high) {
    const mid = low + high >>> 1;
    const val = array[mid];
    if (val === value) return mid + 1;
    if (val < value) low = mid + 1;
    else high = mid;
  }
  return low;
}
var Locations = class {
  constructor() {
    this.offsets = [];
  }
  addOffset(offset) {
    for (let i = this.offsets.length - 1; i >= 0; i--) {
      const element = this.offsets[i];
      if (element === offset) return;
      if (element < offset) break;
    }
    this.offsets.push(offset);
  }
  /**
  * Calculate the location of the given index.
  * @param index The index to calculate their location.
  * @returns The location of the index.
  */
  getLocFromIndex(offset) {
    const line = sortedLastIndex(this.offsets, offset) + 1;
    return {
      line,
      column: offset - (line === 1 ? 0 : this.offsets[line - 2])
    };
  }
};
var CodePointIterator = class {
  /**
  * Initialize this char iterator.
  */
  constructor(text) {
    this.locs = new Locations();
    this.lastCodePoint = CodePoint.NULL;
    this.start = -1;
    this.end = 0;
    this.text = text;
  }
  next() {
    if (this.lastCodePoint === CodePoint.EOF) return CodePoint.EOF;
    return this.lastCodePoint = this.moveAt(this.end);
  }
  getLocFromIndex(index) {
    return this.locs.getLocFromIndex(index);
  }
  eat(cp) {
    if (this.text.codePointAt(this.end) === cp) {
      this.next();
      return true;
    }
    return false;
  }
  moveAt(offset) {
    this.start = this.end = offset;
    const cp = this.text.codePointAt(this.start) ?? CodePoint.EOF;
    if (cp === CodePoint.EOF) {
      this.end = this.start;
      return cp;
    }
    this.end += cp >= 65536 ? 2 : 1;
    if (cp === CodePoint.LINE_FEED) this.locs.addOffset(this.end);
    else if (cp === CodePoint.CARRIAGE_RETURN) {
      if (this.text.codePointAt(this.end) === CodePoint.LINE_FEED) {
        this.end++;
        this.locs.addOffset(this.end);
      }
      return CodePoint.LINE_FEED;
    }
    return cp;
  }
};
var HAS_BIGINT = typeof BigInt !== "undefined";
var RADIX_PREFIXES = {
  16: "0x",
  10: "",
  8: "0o",
  2: "0b"
};
var ESCAPES_1_0 = {
  [CodePoint.QUOTATION_MARK]: CodePoint.QUOTATION_MARK,
  [CodePoint.BACKSLASH]: CodePoint.BACKSLASH,
  [CodePoint.LATIN_SMALL_B]: CodePoint.BACKSPACE,
  [CodePoint.LATIN_SMALL_F]: CodePoint.FORM_FEED,
  [CodePoint.LATIN_SMALL_N]: CodePoint.LINE_FEED,
  [CodePoint.LATIN_SMALL_R]: CodePoint.CARRIAGE_RETURN,
  [CodePoint.LATIN_SMALL_T]: CodePoint.TABULATION
};
var ESCAPES_LATEST = {
  ...ESCAPES_1_0,
  [CodePoint.LATIN_SMALL_E]: CodePoint.ESCAPE
};
var Tokenizer = class {
  /**
  * Initialize this tokenizer.
  */
  constructor(text, parserOptions) {
    this.backCode = false;
    this.lastCodePoint = CodePoint.NULL;
    this.state = "DATA";
    this.token = null;
    this.tokenStart = -1;
    this.valuesEnabled = false;
    this.text = text;
    this.parserOptions = parserOptions || {};
    this.codePointIterator = new CodePointIterator(text);
    this.tomlVersion = getTOMLVer(this.parserOptions.tomlVersion);
    this.ESCAPES = this.tomlVersion.gte(1, 1) ? ESCAPES_LATEST : ESCAPES_1_0;
  }
  get start() {
    return this.codePointIterator.start;
  }
  get end() {
    return this.codePointIterator.end;
  }
  getLocFromIndex(index) {
    return this.codePointIterator.getLocFromIndex(index);
  }
  /**
  * Report an invalid character error.
  */
  reportParseError(code, data) {
    const offset = this.codePointIterator.start;
    const loc = this.codePointIterator.getLocFromIndex(offset);
    throw new ParseError(code, offset, loc.line, loc.column, data);
  }
  /**
  * Get the next token.
  */
  nextToken() {
    let token = this.token;
    if (token != null) {
      this.token = null;
      return token;
    }
    let cp = this.lastCodePoint;
    while (cp !== CodePoint.EOF && !this.token) {
      cp = this.nextCode();
      const nextState = this[this.state](cp);
      if (!nextState) throw new Error(`Unknown error: pre state=${this.state}`);
      this.state = nextState;
    }
    token = this.token;
    this.token = null;
    return token;
  }
  /**
  * Get the next code point.
  */
  nextCode() {
    if (this.lastCodePoint === CodePoint.EOF) return CodePoint.EOF;
    if (this.backCode) {
      this.backCode = false;
      return this.lastCodePoint;
    }
    return this.lastCodePoint = this.codePointIterator.next();
  }
  /**
  * Eat the next code point.
  */
  eatCode(cp) {
    if (this.lastCodePoint === CodePoint.EOF) return false;
    if (this.backCode) {
      if (this.lastCodePoint === cp) {
        this.backCode = false;
        return true;
      }
      return false;
    }
    return this.codePointIterator.eat(cp);
  }
  /**
  * Moves the character position to the given position.
  */
  moveAt(loc) {
    if (this.backCode) this.backCode = false;
    this.lastCodePoint = this.codePointIterator.moveAt(loc);
  }
  /**
  * Back the current code point as the given state.
  */
  back(state) {
    this.backCode = true;
    return state;
  }
  punctuatorToken() {
    this.startToken();
    this.endToken("Punctuator", "end");
  }
  startToken() {
    this.tokenStart = this.codePointIterator.start;
  }
  /**
  * Commit the current token.
  */
  endToken(type, pos, option1, option2) {
    const { tokenStart } = this;
    const end = this.codePointIterator[pos];
    const range = [tokenStart, end];
    const loc = {
      start: this.codePointIterator.getLocFromIndex(tokenStart),
      end: this.codePointIterator.getLocFromIndex(end)
    };
    if (type === "Block") this.token = {
      type,
      value: this.text.slice(tokenStart + 1, end),
      range,
      loc
    };
    else {
      let token;
      const value = this.text.slice(tokenStart, end);
      if (type === "BasicString" || type === "LiteralString" || type === "MultiLineBasicString" || type === "MultiLineLiteralString") token = {
        type,
        value,
        string: option1,
        range,
        loc
      };
      else if (type === "Integer") {
        const text = option1;
        token = {
          type,
          value,
          number: parseInt(text, option2),
          bigint: HAS_BIGINT ? BigInt(RADIX_PREFIXES[option2] + text) : null,
          range,
          loc
        };
      } else if (type === "Float") token = {
        type,
        value,
        number: option1,
        range,
        loc
      };
      else if (type === "Boolean") token = {
        type,
        value,
        boolean: option1,
        range,
        loc
      };
      else if (type === "LocalDate" || type === "LocalTime" || type === "LocalDateTime" || type === "OffsetDateTime") token = {
        type,
        value,
        date: option1,
        range,
        loc
      };
      else token = {
        type,
        value,
        range,
        loc
      };
      this.token = token;
    }
  }
  DATA(cp) {
    while (isWhitespace(cp) || isEOL(cp)) cp = this.nextCode();
    if (cp === CodePoint.HASH) {
      this.startToken();
      return "COMMENT";
    }
    if (cp === CodePoint.QUOTATION_MARK) {
      this.startToken();
      return "BASIC_STRING";
    }
    if (cp === CodePoint.SINGLE_QUOTE) {
      this.startToken();
      return "LITERAL_STRING";
    }
    if (cp === CodePoint.DOT || cp === CodePoint.EQUALS_SIGN || cp === CodePoint.LEFT_BRACKET || cp === CodePoint.RIGHT_BRACKET || cp === CodePoint.LEFT_BRACE || cp === CodePoint.RIGHT_BRACE || cp === CodePoint.COMMA) {
      this.punctuatorToken();
      return "DATA";
    }
    if (this.valuesEnabled) {
      if (cp === CodePoint.DASH || cp === CodePoint.PLUS_SIGN) {
        this.startToken();
        return "SIGN";
      }
      if (cp === CodePoint.LATIN_SMALL_N || cp === CodePoint.LATIN_SMALL_I) {
        this.startToken();
        return this.back("NAN_OR_INF");
      }
      if (isDigit2(cp)) {
        this.startToken();
        return this.back("NUMBER");
      }
      if (cp === CodePoint.LATIN_SMALL_T || cp === CodePoint.LATIN_SMALL_F) {
        this.startToken();
        return this.back("BOOLEAN");
      }
    } else if (isUnquotedKeyChar(cp, this.tomlVersion)) {
      this.startToken();
      return "BARE";
    }
    if (cp === CodePoint.EOF) return "DATA";
    return this.reportParseError("unexpected-char");
  }
  COMMENT(cp) {
    const processCommentChar = this.tomlVersion.gte(1, 1) ? (c) => {
      if (!isNonEOL(c)) this.reportParseError("invalid-comment-character", { cp: JSON.stringify(String.fromCodePoint(c)).slice(1, -1) });
    } : (c) => {
      if (isControlOtherThanTab(c)) this.reportParseErrorControlChar();
    };
    while (!isEOL(cp) && cp !== CodePoint.EOF) {
      processCommentChar(cp);
      cp = this.nextCode();
    }
    this.endToken("Block", "start");
    return "DATA";
  }
  BARE(cp) {
    while (isUnquotedKeyChar(cp, this.tomlVersion)) cp = this.nextCode();
    this.endToken("Bare", "start");
    return this.back("DATA");
  }
  BASIC_STRING(cp) {
    if (cp === CodePoint.QUOTATION_MARK) {
      cp = this.nextCode();
      if (cp === CodePoint.QUOTATION_MARK) return "MULTI_LINE_BASIC_STRING";
      this.endToken("BasicString", "start", "");
      return this.back("DATA");
    }
    const out = [];
    while (cp !== CodePoint.QUOTATION_MARK && cp !== CodePoint.EOF && cp !== CodePoint.LINE_FEED) {
      if (isControlOtherThanTab(cp)) return this.reportParseErrorControlChar();
      if (cp === CodePoint.BACKSLASH) {
        cp = this.nextCode();
        const ecp = this.ESCAPES[cp];
        if (ecp) {
          out.push(ecp);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LATIN_SMALL_U) {
          const code = this.parseUnicode(4);
          out.push(code);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LATIN_CAPITAL_U) {
          const code = this.parseUnicode(8);
          out.push(code);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LATIN_SMALL_X && this.tomlVersion.gte(1, 1)) {
          const code = this.parseUnicode(2);
          out.push(code);
          cp = this.nextCode();
          continue;
        }
        return this.reportParseError("invalid-char-in-escape-sequence");
      }
      out.push(cp);
      cp = this.nextCode();
    }
    if (cp !== CodePoint.QUOTATION_MARK) return this.reportParseError("unterminated-string");
    this.endToken("BasicString", "end", String.fromCodePoint(...out));
    return "DATA";
  }
  MULTI_LINE_BASIC_STRING(cp) {
    const out = [];
    if (cp === CodePoint.LINE_FEED) cp = this.nextCode();
    while (cp !== CodePoint.EOF) {
      if (cp !== CodePoint.LINE_FEED && isControlOtherThanTab(cp)) return this.reportParseErrorControlChar();
      if (cp === CodePoint.QUOTATION_MARK) {
        const startPos = this.codePointIterator.start;
        if (this.eatCode(CodePoint.QUOTATION_MARK) && this.eatCode(CodePoint.QUOTATION_MARK)) {
          if (this.eatCode(CodePoint.QUOTATION_MARK)) {
            out.push(CodePoint.QUOTATION_MARK);
            if (this.eatCode(CodePoint.QUOTATION_MARK)) {
              out.push(CodePoint.QUOTATION_MARK);
              if (this.eatCode(CodePoint.QUOTATION_MARK)) {
                this.moveAt(startPos);
                return this.reportParseError("invalid-three-quotes");
              }
            }
          }
          this.endToken("MultiLineBasicString", "end", String.fromCodePoint(...out));
          return "DATA";
        }
        this.moveAt(startPos);
      }
      if (cp === CodePoint.BACKSLASH) {
        cp = this.nextCode();
        const ecp = this.ESCAPES[cp];
        if (ecp) {
          out.push(ecp);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LATIN_SMALL_U) {
          const code = this.parseUnicode(4);
          out.push(code);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LATIN_CAPITAL_U) {
          const code = this.parseUnicode(8);
          out.push(code);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LATIN_SMALL_X && this.tomlVersion.gte(1, 1)) {
          const code = this.parseUnicode(2);
          out.push(code);
          cp = this.nextCode();
          continue;
        } else if (cp === CodePoint.LINE_FEED) {
          cp = this.nextCode();
          while (isWhitespace(cp) || cp === CodePoint.LINE_FEED) cp = this.nextCode();
          continue;
        } else if (isWhitespace(cp)) {
          let valid2 = true;
          const startPos = this.codePointIterator.start;
          let nextCp;
          while ((nextCp = this.nextCode()) !== CodePoint.EOF) {
            if (nextCp === CodePoint.LINE_FEED) break;
            if (!isWhitespace(nextCp)) {
              this.moveAt(startPos);
              valid2 = false;
              break;
            }
          }
          if (valid2) {
            cp = this.nextCode();
            while (isWhitespace(cp) || cp === CodePoint.LINE_FEED) cp = this.nextCode();
            continue;
          }
        }
        return this.reportParseError("invalid-char-in-escape-sequence");
      }
      out.push(cp);
      cp = this.nextCode();
    }
    return this.reportParseError("unterminated-string");
  }
  LITERAL_STRING(cp) {
    if (cp === CodePoint.SINGLE_QUOTE) {
      cp = this.nextCode();
      if (cp === CodePoint.SINGLE_QUOTE) return "MULTI_LINE_LITERAL_STRING";
      this.endToken("LiteralString", "start", "");
      return this.back("DATA");
    }
    const out = [];
    while (cp !== CodePoint.SINGLE_QUOTE && cp !== CodePoint.EOF && cp !== CodePoint.LINE_FEED) {
      if (isControlOtherThanTab(cp)) return this.reportParseErrorControlChar();
      out.push(cp);
      cp = this.nextCode();
    }
    if (cp !== CodePoint.SINGLE_QUOTE) return this.reportParseError("unterminated-string");
    this.endToken("LiteralString", "end", String.fromCodePoint(...out));
    return "DATA";
  }
  MULTI_LINE_LITERAL_STRING(cp) {
    const out = [];
    if (cp === CodePoint.LINE_FEED) cp = this.nextCode();
    while (cp !== CodePoint.EOF) {
      if (cp !== CodePoint.LINE_FEED && isControlOtherThanTab(cp)) return this.reportParseErrorControlChar();
      if (cp === CodePoint.SINGLE_QUOTE) {
        const startPos = this.codePointIterator.start;
        if (this.eatCode(CodePoint.SINGLE_QUOTE) && this.eatCode(CodePoint.SINGLE_QUOTE)) {
          if (this.eatCode(CodePoint.SINGLE_QUOTE)) {
            out.push(CodePoint.SINGLE_QUOTE);
            if (this.eatCode(CodePoint.SINGLE_QUOTE)) {
              out.push(CodePoint.SINGLE_QUOTE);
              if (this.eatCode(CodePoint.SINGLE_QUOTE)) {
                this.moveAt(startPos);
                return this.reportParseError("invalid-three-quotes");
              }
            }
          }
          this.endToken("MultiLineLiteralString", "end", String.fromCodePoint(...out));
          return "DATA";
        }
        this.moveAt(startPos);
      }
      out.push(cp);
      cp = this.nextCode();
    }
    return this.reportParseError("unterminated-string");
  }
  SIGN(cp) {
    if (cp === CodePoint.LATIN_SMALL_N || cp === CodePoint.LATIN_SMALL_I) return this.back("NAN_OR_INF");
    if (isDigit2(cp)) return this.back("NUMBER");
    return this.reportParseError("unexpected-char");
  }
  NAN_OR_INF(cp) {
    if (cp === CodePoint.LATIN_SMALL_N) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_A) && this.eatCode(CodePoint.LATIN_SMALL_N)) {
        this.endToken("Float", "end", NaN);
        return "DATA";
      }
      this.moveAt(startPos);
    } else if (cp === CodePoint.LATIN_SMALL_I) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_N) && this.eatCode(CodePoint.LATIN_SMALL_F)) {
        this.endToken("Float", "end", this.text[this.tokenStart] === "-" ? -Infinity : Infinity);
        return "DATA";
      }
      this.moveAt(startPos);
    }
    return this.reportParseError("unexpected-char");
  }
  NUMBER(cp) {
    const start = this.text[this.tokenStart];
    const sign = start === "+" ? CodePoint.PLUS_SIGN : start === "-" ? CodePoint.DASH : CodePoint.NULL;
    if (cp === CodePoint.DIGIT_0) {
      if (sign === CodePoint.NULL) {
        const startPos = this.codePointIterator.start;
        const nextCp$1 = this.nextCode();
        if (isDigit2(nextCp$1)) {
          const nextNextCp = this.nextCode();
          if (nextNextCp === CodePoint.COLON) {
            this.data = {
              hasDate: false,
              year: 0,
              month: 0,
              day: 0,
              hour: Number(String.fromCodePoint(CodePoint.DIGIT_0, nextCp$1)),
              minute: 0,
              second: 0
            };
            return "TIME_MINUTE";
          }
          if (isDigit2(nextNextCp)) {
            const nextNextNextCp = this.nextCode();
            if (isDigit2(nextNextNextCp) && this.eatCode(CodePoint.DASH)) {
              this.data = {
                hasDate: true,
                year: Number(String.fromCodePoint(CodePoint.DIGIT_0, nextCp$1, nextNextCp, nextNextNextCp)),
                month: 0,
                day: 0,
                hour: 0,
                minute: 0,
                second: 0
              };
              return "DATE_MONTH";
            }
          }
          this.moveAt(startPos);
          return this.reportParseError("invalid-leading-zero");
        }
        this.moveAt(startPos);
      }
      cp = this.nextCode();
      if (cp === CodePoint.LATIN_SMALL_X || cp === CodePoint.LATIN_SMALL_O || cp === CodePoint.LATIN_SMALL_B) {
        if (sign !== CodePoint.NULL) return this.reportParseError("unexpected-char");
        return cp === CodePoint.LATIN_SMALL_X ? "HEX" : cp === CodePoint.LATIN_SMALL_O ? "OCTAL" : "BINARY";
      }
      if (cp === CodePoint.LATIN_SMALL_E || cp === CodePoint.LATIN_CAPITAL_E) {
        this.data = {
          minus: sign === CodePoint.DASH,
          left: [CodePoint.DIGIT_0]
        };
        return "EXPONENT_RIGHT";
      }
      if (cp === CodePoint.DOT) {
        this.data = {
          minus: sign === CodePoint.DASH,
          absInt: [CodePoint.DIGIT_0]
        };
        return "FRACTIONAL_RIGHT";
      }
      this.endToken("Integer", "start", "0", 10);
      return this.back("DATA");
    }
    const { out, nextCp, hasUnderscore } = this.parseDigits(cp, isDigit2);
    if (nextCp === CodePoint.DASH && sign === CodePoint.NULL && !hasUnderscore && out.length === 4) {
      this.data = {
        hasDate: true,
        year: Number(String.fromCodePoint(...out)),
        month: 0,
        day: 0,
        hour: 0,
        minute: 0,
        second: 0
      };
      return "DATE_MONTH";
    }
    if (nextCp === CodePoint.COLON && sign === CodePoint.NULL && !hasUnderscore && out.length === 2) {
      this.data = {
        hasDate: false,
        year: 0,
        month: 0,
        day: 0,
        hour: Number(String.fromCodePoint(...out)),
        minute: 0,
        second: 0
      };
      return "TIME_MINUTE";
    }
    if (nextCp === CodePoint.LATIN_SMALL_E || nextCp === CodePoint.LATIN_CAPITAL_E) {
      this.data = {
        minus: sign === CodePoint.DASH,
        left: out
      };
      return "EXPONENT_RIGHT";
    }
    if (nextCp === CodePoint.DOT) {
      this.data = {
        minus: sign === CodePoint.DASH,
        absInt: out
      };
      return "FRACTIONAL_RIGHT";
    }
    this.endToken("Integer", "start", sign === CodePoint.DASH ? String.fromCodePoint(CodePoint.DASH, ...out) : String.fromCodePoint(...out), 10);
    return this.back("DATA");
  }
  HEX(cp) {
    const { out } = this.parseDigits(cp, isHexDig);
    this.endToken("Integer", "start", String.fromCodePoint(...out), 16);
    return this.back("DATA");
  }
  OCTAL(cp) {
    const { out } = this.parseDigits(cp, isOctalDig);
    this.endToken("Integer", "start", String.fromCodePoint(...out), 8);
    return this.back("DATA");
  }
  BINARY(cp) {
    const { out } = this.parseDigits(cp, (c) => c === CodePoint.DIGIT_0 || c === CodePoint.DIGIT_1);
    this.endToken("Integer", "start", String.fromCodePoint(...out), 2);
    return this.back("DATA");
  }
  FRACTIONAL_RIGHT(cp) {
    const { minus, absInt } = this.data;
    const { out, nextCp } = this.parseDigits(cp, isDigit2);
    const absNum = [
      ...absInt,
      CodePoint.DOT,
      ...out
    ];
    if (nextCp === CodePoint.LATIN_SMALL_E || nextCp === CodePoint.LATIN_CAPITAL_E) {
      this.data = {
        minus,
        left: absNum
      };
      return "EXPONENT_RIGHT";
    }
    const value = Number(minus ? String.fromCodePoint(CodePoint.DASH, ...absNum) : String.fromCodePoint(...absNum));
    this.endToken("Float", "start", value);
    return this.back("DATA");
  }
  EXPONENT_RIGHT(cp) {
    const { left, minus: leftMinus } = this.data;
    let minus = false;
    if (cp === CodePoint.DASH || cp === CodePoint.PLUS_SIGN) {
      minus = cp === CodePoint.DASH;
      cp = this.nextCode();
    }
    const { out } = this.parseDigits(cp, isDigit2);
    const right = out;
    if (minus) right.unshift(CodePoint.DASH);
    const value = Number(leftMinus ? String.fromCodePoint(CodePoint.DASH, ...left, CodePoint.LATIN_SMALL_E, ...right) : String.fromCodePoint(...left, CodePoint.LATIN_SMALL_E, ...right));
    this.endToken("Float", "start", value);
    return this.back("DATA");
  }
  BOOLEAN(cp) {
    if (cp === CodePoint.LATIN_SMALL_T) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_R) && this.eatCode(CodePoint.LATIN_SMALL_U) && this.eatCode(CodePoint.LATIN_SMALL_E)) {
        this.endToken("Boolean", "end", true);
        return "DATA";
      }
      this.moveAt(startPos);
    } else if (cp === CodePoint.LATIN_SMALL_F) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_A) && this.eatCode(CodePoint.LATIN_SMALL_L) && this.eatCode(CodePoint.LATIN_SMALL_S) && this.eatCode(CodePoint.LATIN_SMALL_E)) {
        this.endToken("Boolean", "end", false);
        return "DATA";
      }
      this.moveAt(startPos);
    }
    return this.reportParseError("unexpected-char");
  }
  DATE_MONTH(cp) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (cp !== CodePoint.DASH) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.start;
    const data = this.data;
    data.month = Number(this.text.slice(start, end));
    return "DATE_DAY";
  }
  DATE_DAY(cp) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.end;
    const data = this.data;
    data.day = Number(this.text.slice(start, end));
    if (!isValidDate(data.year, data.month, data.day)) return this.reportParseError("invalid-date");
    cp = this.nextCode();
    if (cp === CodePoint.LATIN_CAPITAL_T || cp === CodePoint.LATIN_SMALL_T) return "TIME_HOUR";
    if (cp === CodePoint.SPACE) {
      const startPos = this.codePointIterator.start;
      if (isDigit2(this.nextCode()) && isDigit2(this.nextCode())) {
        this.moveAt(startPos);
        return "TIME_HOUR";
      }
      this.moveAt(startPos);
    }
    const dateValue = getDateFromDateTimeData(data, "");
    this.endToken("LocalDate", "start", dateValue);
    return this.back("DATA");
  }
  TIME_HOUR(cp) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (cp !== CodePoint.COLON) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.start;
    const data = this.data;
    data.hour = Number(this.text.slice(start, end));
    return "TIME_MINUTE";
  }
  TIME_MINUTE(cp) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.end;
    const data = this.data;
    data.minute = Number(this.text.slice(start, end));
    cp = this.nextCode();
    if (cp === CodePoint.COLON) return "TIME_SECOND";
    if (this.tomlVersion.lt(1, 1)) return this.reportParseError("unexpected-char");
    if (!isValidTime(data.hour, data.minute, data.second)) return this.reportParseError("invalid-time");
    return this.processTimeEnd(cp, data);
  }
  TIME_SECOND(cp) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.end;
    const data = this.data;
    data.second = Number(this.text.slice(start, end));
    if (!isValidTime(data.hour, data.minute, data.second)) return this.reportParseError("invalid-time");
    cp = this.nextCode();
    if (cp === CodePoint.DOT) return "TIME_SEC_FRAC";
    return this.processTimeEnd(cp, data);
  }
  TIME_SEC_FRAC(cp) {
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    const start = this.codePointIterator.start;
    while (isDigit2(cp)) cp = this.nextCode();
    const end = this.codePointIterator.start;
    const data = this.data;
    data.frac = this.text.slice(start, end);
    return this.processTimeEnd(cp, data);
  }
  processTimeEnd(cp, data) {
    if (data.hasDate) {
      if (cp === CodePoint.DASH || cp === CodePoint.PLUS_SIGN) {
        data.offsetSign = cp;
        return "TIME_OFFSET";
      }
      if (cp === CodePoint.LATIN_CAPITAL_Z || cp === CodePoint.LATIN_SMALL_Z) {
        const dateValue$2 = getDateFromDateTimeData(data, "Z");
        this.endToken("OffsetDateTime", "end", dateValue$2);
        return "DATA";
      }
      const dateValue$1 = getDateFromDateTimeData(data, "");
      this.endToken("LocalDateTime", "start", dateValue$1);
      return this.back("DATA");
    }
    const dateValue = getDateFromDateTimeData(data, "");
    this.endToken("LocalTime", "start", dateValue);
    return this.back("DATA");
  }
  TIME_OFFSET(cp) {
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    const hourStart = this.codePointIterator.start;
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (cp !== CodePoint.COLON) return this.reportParseError("unexpected-char");
    const hourEnd = this.codePointIterator.start;
    cp = this.nextCode();
    const minuteStart = this.codePointIterator.start;
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    cp = this.nextCode();
    if (!isDigit2(cp)) return this.reportParseError("unexpected-char");
    const minuteEnd = this.codePointIterator.end;
    const hour = Number(this.text.slice(hourStart, hourEnd));
    const minute = Number(this.text.slice(minuteStart, minuteEnd));
    if (!isValidTime(hour, minute, 0)) return this.reportParseError("invalid-time");
    const data = this.data;
    const dateValue = getDateFromDateTimeData(data, `${String.fromCodePoint(data.offsetSign)}${padStart(hour, 2)}:${padStart(minute, 2)}`);
    this.endToken("OffsetDateTime", "end", dateValue);
    return "DATA";
  }
  parseDigits(cp, checkDigit) {
    if (cp === CodePoint.UNDERSCORE) return this.reportParseError("invalid-underscore");
    if (!checkDigit(cp)) return this.reportParseError("unexpected-char");
    const out = [];
    let before = CodePoint.NULL;
    let hasUnderscore = false;
    while (checkDigit(cp) || cp === CodePoint.UNDERSCORE) {
      if (cp === CodePoint.UNDERSCORE) {
        hasUnderscore = true;
        if (before === CodePoint.UNDERSCORE) return this.reportParseError("invalid-underscore");
      } else out.push(cp);
      before = cp;
      cp = this.nextCode();
    }
    if (before === CodePoint.UNDERSCORE) return this.reportParseError("invalid-underscore");
    return {
      out,
      nextCp: cp,
      hasUnderscore
    };
  }
  parseUnicode(count2) {
    const startLoc = this.codePointIterator.start;
    const start = this.codePointIterator.end;
    let charCount = 0;
    let cp;
    while ((cp = this.nextCode()) !== CodePoint.EOF) {
      if (!isHexDig(cp)) {
        this.moveAt(startLoc);
        return this.reportParseError("invalid-char-in-escape-sequence");
      }
      charCount++;
      if (charCount >= count2) break;
    }
    const end = this.codePointIterator.end;
    const code = this.text.slice(start, end);
    const codePoint = parseInt(code, 16);
    if (!isUnicodeScalarValue(codePoint)) return this.reportParseError("invalid-code-point", { cp: code });
    return codePoint;
  }
  reportParseErrorControlChar() {
    return this.reportParseError("invalid-control-character");
  }
};
function isUnquotedKeyChar(cp, tomlVersion) {
  if (isLetter(cp) || isDigit2(cp) || cp === CodePoint.UNDERSCORE || cp === CodePoint.DASH) return true;
  if (tomlVersion.lt(1, 1)) return false;
  return false;
}
function isControlOtherThanTab(cp) {
  return isControl(cp) && cp !== CodePoint.TABULATION || cp === CodePoint.DELETE;
}
function isNonEOL(cp) {
  return cp === CodePoint.TABULATION || CodePoint.SPACE <= cp && cp <= CodePoint.TILDE || isNonAscii(cp);
}
function isNonAscii(cp) {
  return CodePoint.PAD <= cp && cp <= CodePoint.CP_D7FF || CodePoint.CP_E000 <= cp && cp <= CodePoint.CP_10FFFF;
}
function isValidDate(y, m, d) {
  if (y >= 0 && m <= 12 && m >= 1 && d >= 1) return d <= (m === 2 ? y & 3 || !(y % 25) && y & 15 ? 28 : 29 : 30 + (m + (m >> 3) & 1));
  return false;
}
function isValidTime(h, m, s) {
  if (h >= 24 || h < 0 || m > 59 || m < 0 || s > 60 || s < 0) return false;
  return true;
}
function getDateFromDateTimeData(data, timeZone) {
  const year = padStart(data.year, 4);
  const month = data.month ? padStart(data.month, 2) : "01";
  const day = data.day ? padStart(data.day, 2) : "01";
  const hour = padStart(data.hour, 2);
  const minute = padStart(data.minute, 2);
  const second = padStart(data.second, 2);
  const textDate = `${year}-${month}-${day}`;
  const frac = data.frac ? `.${data.frac}` : "";
  const dateValue = /* @__PURE__ */ new Date(`${textDate}T${hour}:${minute}:${second}${frac}${timeZone}`);
  if (!isNaN(dateValue.getTime()) || data.second !== 60) return dateValue;
  return /* @__PURE__ */ new Date(`${textDate}T${hour}:${minute}:59${frac}${timeZone}`);
}
function padStart(num, maxLength) {
  return String(num).padStart(maxLength, "0");
}
var VALUE_KIND_VALUE = /* @__PURE__ */ Symbol("VALUE_KIND_VALUE");
var VALUE_KIND_INTERMEDIATE = /* @__PURE__ */ Symbol("VALUE_KIND_INTERMEDIATE");
var KeysResolver = class {
  constructor(ctx) {
    this.rootKeys = /* @__PURE__ */ new Map();
    this.tables = [];
    this.ctx = ctx;
  }
  applyResolveKeyForTable(node) {
    let keys = this.rootKeys;
    const peekKeyIndex = node.key.keys.length - 1;
    for (let index = 0; index < peekKeyIndex; index++) {
      const keyNode = node.key.keys[index];
      const keyName = toKeyName(keyNode);
      node.resolvedKey.push(keyName);
      let keyStore = keys.get(keyName);
      if (!keyStore) {
        keyStore = {
          node: keyNode,
          keys: /* @__PURE__ */ new Map()
        };
        keys.set(keyName, keyStore);
      } else if (keyStore.table === "array") {
        const peekIndex = keyStore.peekIndex;
        node.resolvedKey.push(peekIndex);
        keyStore = keyStore.keys.get(peekIndex);
      }
      keys = keyStore.keys;
    }
    const lastKeyNode = node.key.keys[peekKeyIndex];
    const lastKeyName = toKeyName(lastKeyNode);
    node.resolvedKey.push(lastKeyName);
    const lastKeyStore = keys.get(lastKeyName);
    if (!lastKeyStore) if (node.kind === "array") {
      node.resolvedKey.push(0);
      const newKeyStore = {
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map()
      };
      keys.set(lastKeyName, {
        table: node.kind,
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map([[0, newKeyStore]]),
        peekIndex: 0
      });
      this.tables.push({
        node,
        keys: newKeyStore.keys
      });
    } else {
      const newKeyStore = {
        table: node.kind,
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map()
      };
      keys.set(lastKeyName, newKeyStore);
      this.tables.push({
        node,
        keys: newKeyStore.keys
      });
    }
    else if (!lastKeyStore.table) if (node.kind === "array") this.ctx.reportParseError("dupe-keys", lastKeyNode);
    else {
      const transformKey = {
        table: node.kind,
        node: lastKeyNode,
        keys: lastKeyStore.keys
      };
      keys.set(lastKeyName, transformKey);
      this.tables.push({
        node,
        keys: transformKey.keys
      });
    }
    else if (lastKeyStore.table === "array") if (node.kind === "array") {
      const newKeyStore = {
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map()
      };
      const newIndex = lastKeyStore.peekIndex + 1;
      node.resolvedKey.push(newIndex);
      lastKeyStore.keys.set(newIndex, newKeyStore);
      lastKeyStore.peekIndex = newIndex;
      this.tables.push({
        node,
        keys: newKeyStore.keys
      });
    } else this.ctx.reportParseError("dupe-keys", lastKeyNode);
    else this.ctx.reportParseError("dupe-keys", lastKeyNode);
  }
  verifyDuplicateKeys(node) {
    for (const body of node.body) if (body.type === "TOMLKeyValue") verifyDuplicateKeysForKeyValue(this.ctx, this.rootKeys, body);
    for (const { node: tableNode, keys } of this.tables) for (const body of tableNode.body) verifyDuplicateKeysForKeyValue(this.ctx, keys, body);
  }
};
function verifyDuplicateKeysForKeyValue(ctx, defineKeys, node) {
  let keys = defineKeys;
  const lastKey = last(node.key.keys);
  for (const keyNode of node.key.keys) {
    const key = toKeyName(keyNode);
    let defineKey = keys.get(key);
    if (defineKey) {
      if (defineKey.value === VALUE_KIND_VALUE) ctx.reportParseError("dupe-keys", getAfterNode(keyNode, defineKey.node));
      else if (lastKey === keyNode) ctx.reportParseError("dupe-keys", getAfterNode(keyNode, defineKey.node));
      else if (defineKey.table) ctx.reportParseError("dupe-keys", getAfterNode(keyNode, defineKey.node));
      defineKey.value = VALUE_KIND_INTERMEDIATE;
    } else {
      if (lastKey === keyNode) defineKey = {
        value: VALUE_KIND_VALUE,
        node: keyNode,
        keys: /* @__PURE__ */ new Map()
      };
      else defineKey = {
        value: VALUE_KIND_INTERMEDIATE,
        node: keyNode,
        keys: /* @__PURE__ */ new Map()
      };
      keys.set(key, defineKey);
    }
    keys = defineKey.keys;
  }
  if (node.value.type === "TOMLInlineTable") verifyDuplicateKeysForInlineTable(ctx, keys, node.value);
  else if (node.value.type === "TOMLArray") verifyDuplicateKeysForArray(ctx, keys, node.value);
}
function verifyDuplicateKeysForInlineTable(ctx, defineKeys, node) {
  for (const body of node.body) verifyDuplicateKeysForKeyValue(ctx, defineKeys, body);
}
function verifyDuplicateKeysForArray(ctx, defineKeys, node) {
  const keys = defineKeys;
  for (let index = 0; index < node.elements.length; index++) {
    const element = node.elements[index];
    let defineKey = keys.get(index);
    if (defineKey) ctx.reportParseError("dupe-keys", getAfterNode(element, defineKey.node));
    else {
      defineKey = {
        value: VALUE_KIND_VALUE,
        node: element,
        keys: /* @__PURE__ */ new Map()
      };
      defineKeys.set(index, defineKey);
      if (element.type === "TOMLInlineTable") verifyDuplicateKeysForInlineTable(ctx, defineKey.keys, element);
      else if (element.type === "TOMLArray") verifyDuplicateKeysForArray(ctx, defineKey.keys, element);
    }
  }
}
function getAfterNode(a, b) {
  return a.range[0] <= b.range[0] ? b : a;
}
var Context = class {
  constructor(data) {
    this.tokens = [];
    this.comments = [];
    this.back = null;
    this.stateStack = [];
    this.needNewLine = false;
    this.needSameLine = false;
    this.currToken = null;
    this.prevToken = null;
    this.valueContainerStack = [];
    this.tokenizer = new Tokenizer(data.text, data.parserOptions);
    this.topLevelTable = data.topLevelTable;
    this.table = data.topLevelTable;
    this.keysResolver = new KeysResolver(this);
  }
  /**
  * Get the next token.
  */
  nextToken(option) {
    this.prevToken = this.currToken;
    if (this.back) {
      this.currToken = this.back;
      this.back = null;
    } else this.currToken = this._nextTokenFromTokenizer(option);
    if ((this.needNewLine || this.needSameLine || option?.needSameLine) && this.prevToken && this.currToken) if (this.prevToken.loc.end.line === this.currToken.loc.start.line) {
      if (this.needNewLine) return this.reportParseError("missing-newline", this.currToken);
    } else {
      const needSameLine = this.needSameLine || option?.needSameLine;
      if (needSameLine) return this.reportParseError(needSameLine, this.currToken);
    }
    this.needNewLine = false;
    this.needSameLine = false;
    return this.currToken;
  }
  _nextTokenFromTokenizer(option) {
    const valuesEnabled = this.tokenizer.valuesEnabled;
    if (option?.valuesEnabled) this.tokenizer.valuesEnabled = option.valuesEnabled;
    let token = this.tokenizer.nextToken();
    while (token && token.type === "Block") {
      this.comments.push(token);
      token = this.tokenizer.nextToken();
    }
    if (token) this.tokens.push(token);
    this.tokenizer.valuesEnabled = valuesEnabled;
    return token;
  }
  backToken() {
    if (this.back) throw new Error("Illegal state");
    this.back = this.currToken;
    this.currToken = this.prevToken;
  }
  addValueContainer(valueContainer) {
    this.valueContainerStack.push(valueContainer);
    this.tokenizer.valuesEnabled = true;
  }
  consumeValueContainer() {
    const valueContainer = this.valueContainerStack.pop();
    this.tokenizer.valuesEnabled = this.valueContainerStack.length > 0;
    return valueContainer;
  }
  applyResolveKeyForTable(node) {
    this.keysResolver.applyResolveKeyForTable(node);
  }
  verifyDuplicateKeys() {
    this.keysResolver.verifyDuplicateKeys(this.topLevelTable);
  }
  /**
  * Report an invalid token error.
  */
  reportParseError(code, token) {
    let offset, line, column;
    if (token) {
      offset = token.range[0];
      line = token.loc.start.line;
      column = token.loc.start.column;
    } else {
      offset = this.tokenizer.start;
      const startPos = this.tokenizer.getLocFromIndex(offset);
      line = startPos.line;
      column = startPos.column;
    }
    throw new ParseError(code, offset, line, column);
  }
};
var STATE_FOR_ERROR = { VALUE: "missing-value" };
var STRING_VALUE_STYLE_MAP = {
  BasicString: "basic",
  MultiLineBasicString: "basic",
  LiteralString: "literal",
  MultiLineLiteralString: "literal"
};
var STRING_KEY_STYLE_MAP = {
  BasicString: "basic",
  LiteralString: "literal"
};
var DATETIME_VALUE_KIND_MAP = {
  OffsetDateTime: "offset-date-time",
  LocalDateTime: "local-date-time",
  LocalDate: "local-date",
  LocalTime: "local-time"
};
var TOMLParser = class {
  /**
  * Initialize this parser.
  */
  constructor(text, parserOptions) {
    this.text = text;
    this.parserOptions = parserOptions || {};
    this.tomlVersion = getTOMLVer(this.parserOptions.tomlVersion);
  }
  /**
  * Parse TOML
  */
  parse() {
    const ast = {
      type: "Program",
      body: [],
      sourceType: "module",
      tokens: [],
      comments: [],
      parent: null,
      range: [0, 0],
      loc: {
        start: {
          line: 1,
          column: 0
        },
        end: {
          line: 1,
          column: 0
        }
      }
    };
    const node = {
      type: "TOMLTopLevelTable",
      body: [],
      parent: ast,
      range: cloneRange(ast.range),
      loc: cloneLoc(ast.loc)
    };
    ast.body = [node];
    const ctx = new Context({
      text: this.text,
      parserOptions: this.parserOptions,
      topLevelTable: node
    });
    let token = ctx.nextToken();
    if (token) {
      node.range[0] = token.range[0];
      node.loc.start = clonePos(token.loc.start);
      while (token) {
        const state$1 = ctx.stateStack.pop() || "TABLE";
        ctx.stateStack.push(...this[state$1](token, ctx));
        token = ctx.nextToken();
      }
      const state = ctx.stateStack.pop() || "TABLE";
      if (state in STATE_FOR_ERROR) return ctx.reportParseError(STATE_FOR_ERROR[state], null);
      if (ctx.table.type === "TOMLTable") applyEndLoc(ctx.table, last(ctx.table.body));
      applyEndLoc(node, last(node.body));
    }
    ctx.verifyDuplicateKeys();
    ast.tokens = ctx.tokens;
    ast.comments = ctx.comments;
    const endOffset = ctx.tokenizer.end;
    const endPos = ctx.tokenizer.getLocFromIndex(endOffset);
    ast.range[1] = endOffset;
    ast.loc.end = {
      line: endPos.line,
      column: endPos.column
    };
    return ast;
  }
  TABLE(token, ctx) {
    if (isBare(token) || isString(token)) return this.processKeyValue(token, ctx.table, ctx);
    if (isLeftBracket(token)) return this.processTable(token, ctx.topLevelTable, ctx);
    return ctx.reportParseError("unexpected-token", token);
  }
  VALUE(token, ctx) {
    if (isString(token) || isMultiLineString(token)) return this.processStringValue(token, ctx);
    if (isNumber(token)) return this.processNumberValue(token, ctx);
    if (isBoolean(token)) return this.processBooleanValue(token, ctx);
    if (isDateTime(token)) return this.processDateTimeValue(token, ctx);
    if (isLeftBracket(token)) return this.processArray(token, ctx);
    if (isLeftBrace(token)) return this.processInlineTable(token, ctx);
    return ctx.reportParseError("unexpected-token", token);
  }
  processTable(token, topLevelTableNode, ctx) {
    const tableNode = {
      type: "TOMLTable",
      kind: "standard",
      key: null,
      resolvedKey: [],
      body: [],
      parent: topLevelTableNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    if (ctx.table.type === "TOMLTable") applyEndLoc(ctx.table, last(ctx.table.body));
    topLevelTableNode.body.push(tableNode);
    ctx.table = tableNode;
    let targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
    if (isLeftBracket(targetToken)) {
      if (token.range[1] < targetToken.range[0]) return ctx.reportParseError("invalid-space", targetToken);
      tableNode.kind = "array";
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
    }
    if (isRightBracket(targetToken)) return ctx.reportParseError("missing-key", targetToken);
    if (!targetToken) return ctx.reportParseError("unterminated-table-key", null);
    targetToken = this.processKeyNode(targetToken, tableNode, ctx).nextToken;
    if (!isRightBracket(targetToken)) return ctx.reportParseError("unterminated-table-key", targetToken);
    if (tableNode.kind === "array") {
      const rightBracket = targetToken;
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
      if (!isRightBracket(targetToken)) return ctx.reportParseError("unterminated-table-key", targetToken);
      if (rightBracket.range[1] < targetToken.range[0]) return ctx.reportParseError("invalid-space", targetToken);
    }
    applyEndLoc(tableNode, targetToken);
    ctx.applyResolveKeyForTable(tableNode);
    ctx.needNewLine = true;
    return [];
  }
  processKeyValue(token, tableNode, ctx) {
    const keyValueNode = {
      type: "TOMLKeyValue",
      key: null,
      value: null,
      parent: tableNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    tableNode.body.push(keyValueNode);
    const { nextToken: targetToken } = this.processKeyNode(token, keyValueNode, ctx);
    if (!isEq(targetToken)) return ctx.reportParseError("missing-equals-sign", targetToken);
    ctx.addValueContainer({
      parent: keyValueNode,
      set: (valNode) => {
        keyValueNode.value = valNode;
        applyEndLoc(keyValueNode, valNode);
        ctx.needNewLine = true;
        return [];
      }
    });
    ctx.needSameLine = "invalid-key-value-newline";
    return ["VALUE"];
  }
  processKeyNode(token, parent, ctx) {
    if (isDot(token)) ctx.reportParseError("invalid-leading-dot-in-key", token);
    const keyNode = {
      type: "TOMLKey",
      keys: [],
      parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    parent.key = keyNode;
    let targetToken = token;
    let dotToken = null;
    do {
      if (isBare(targetToken)) this.processBareKey(targetToken, keyNode);
      else if (isString(targetToken)) this.processStringKey(targetToken, keyNode);
      else break;
      dotToken = null;
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
      if (!isDot(targetToken)) break;
      dotToken = targetToken;
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
    } while (targetToken);
    if (dotToken) ctx.reportParseError(isDot(targetToken) ? "invalid-consecutive-dots-in-key" : "invalid-trailing-dot-in-key", dotToken);
    applyEndLoc(keyNode, last(keyNode.keys));
    return {
      keyNode,
      nextToken: targetToken
    };
  }
  processBareKey(token, keyNode) {
    const node = {
      type: "TOMLBare",
      name: token.value,
      parent: keyNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    keyNode.keys.push(node);
  }
  processStringKey(token, keyNode) {
    const node = {
      type: "TOMLQuoted",
      kind: "string",
      value: token.string,
      style: STRING_KEY_STYLE_MAP[token.type],
      multiline: false,
      parent: keyNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    keyNode.keys.push(node);
  }
  processStringValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLValue",
      kind: "string",
      value: token.string,
      style: STRING_VALUE_STYLE_MAP[token.type],
      multiline: isMultiLineString(token),
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processNumberValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const text = this.text;
    const [startRange, endRange] = token.range;
    let numberString = null;
    const getNumberText = () => {
      return numberString ?? (numberString = text.slice(startRange, endRange).replace(/_/g, ""));
    };
    let node;
    if (token.type === "Integer") node = {
      type: "TOMLValue",
      kind: "integer",
      value: token.number,
      bigint: token.bigint,
      get number() {
        return getNumberText();
      },
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    else node = {
      type: "TOMLValue",
      kind: "float",
      value: token.number,
      get number() {
        return getNumberText();
      },
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processBooleanValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLValue",
      kind: "boolean",
      value: token.boolean,
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processDateTimeValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLValue",
      kind: DATETIME_VALUE_KIND_MAP[token.type],
      value: token.date,
      datetime: token.value,
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processArray(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLArray",
      elements: [],
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    const nextToken = ctx.nextToken({ valuesEnabled: true });
    if (isRightBracket(nextToken)) {
      applyEndLoc(node, nextToken);
      return valueContainer.set(node);
    }
    ctx.backToken();
    return this.processArrayValue(node, valueContainer, ctx);
  }
  processArrayValue(node, valueContainer, ctx) {
    ctx.addValueContainer({
      parent: node,
      set: (valNode) => {
        node.elements.push(valNode);
        let nextToken = ctx.nextToken({ valuesEnabled: true });
        const hasComma = isComma(nextToken);
        if (hasComma) nextToken = ctx.nextToken({ valuesEnabled: true });
        if (isRightBracket(nextToken)) {
          applyEndLoc(node, nextToken);
          return valueContainer.set(node);
        }
        if (hasComma) {
          ctx.backToken();
          return this.processArrayValue(node, valueContainer, ctx);
        }
        return ctx.reportParseError(nextToken ? "missing-comma" : "unterminated-array", nextToken);
      }
    });
    return ["VALUE"];
  }
  processInlineTable(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLInlineTable",
      body: [],
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    const needSameLine = this.tomlVersion.gte(1, 1) ? void 0 : "invalid-inline-table-newline";
    const nextToken = ctx.nextToken({ needSameLine });
    if (nextToken) {
      if (isBare(nextToken) || isString(nextToken)) return this.processInlineTableKeyValue(nextToken, node, valueContainer, ctx);
      if (isRightBrace(nextToken)) {
        applyEndLoc(node, nextToken);
        return valueContainer.set(node);
      }
    }
    return ctx.reportParseError("unexpected-token", nextToken);
  }
  processInlineTableKeyValue(token, inlineTableNode, valueContainer, ctx) {
    const keyValueNode = {
      type: "TOMLKeyValue",
      key: null,
      value: null,
      parent: inlineTableNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    inlineTableNode.body.push(keyValueNode);
    const { nextToken: targetToken } = this.processKeyNode(token, keyValueNode, ctx);
    if (!isEq(targetToken)) return ctx.reportParseError("missing-equals-sign", targetToken);
    const needSameLine = this.tomlVersion.gte(1, 1) ? void 0 : "invalid-inline-table-newline";
    ctx.addValueContainer({
      parent: keyValueNode,
      set: (valNode) => {
        keyValueNode.value = valNode;
        applyEndLoc(keyValueNode, valNode);
        let nextToken = ctx.nextToken({ needSameLine });
        if (isComma(nextToken)) {
          nextToken = ctx.nextToken({ needSameLine });
          if (nextToken && (isBare(nextToken) || isString(nextToken))) return this.processInlineTableKeyValue(nextToken, inlineTableNode, valueContainer, ctx);
          if (isRightBrace(nextToken)) {
            if (this.tomlVersion.lt(1, 1)) return ctx.reportParseError("invalid-trailing-comma-in-inline-table", nextToken);
          } else return ctx.reportParseError(nextToken ? "unexpected-token" : "unterminated-inline-table", nextToken);
        }
        if (isRightBrace(nextToken)) {
          applyEndLoc(inlineTableNode, nextToken);
          return valueContainer.set(inlineTableNode);
        }
        return ctx.reportParseError(nextToken ? "missing-comma" : "unterminated-inline-table", nextToken);
      }
    });
    ctx.needSameLine = "invalid-key-value-newline";
    return ["VALUE"];
  }
};
function isDot(token) {
  return isPunctuator(token) && token.value === ".";
}
function isEq(token) {
  return isPunctuator(token) && token.value === "=";
}
function isLeftBracket(token) {
  return isPunctuator(token) && token.value === "[";
}
function isRightBracket(token) {
  return isPunctuator(token) && token.value === "]";
}
function isLeftBrace(token) {
  return isPunctuator(token) && token.value === "{";
}
function isRightBrace(token) {
  return isPunctuator(token) && token.value === "}";
}
function isComma(token) {
  return isPunctuator(token) && token.value === ",";
}
function isPunctuator(token) {
  return Boolean(token && token.type === "Punctuator");
}
function isBare(token) {
  return token.type === "Bare";
}
function isString(token) {
  return token.type === "BasicString" || token.type === "LiteralString";
}
function isMultiLineString(token) {
  return token.type === "MultiLineBasicString" || token.type === "MultiLineLiteralString";
}
function isNumber(token) {
  return token.type === "Integer" || token.type === "Float";
}
function isBoolean(token) {
  return token.type === "Boolean";
}
function isDateTime(token) {
  return token.type === "OffsetDateTime" || token.type === "LocalDateTime" || token.type === "LocalDate" || token.type === "LocalTime";
}
function applyEndLoc(node, child) {
  if (child) {
    node.range[1] = child.range[1];
    node.loc.end = clonePos(child.loc.end);
  }
}
function cloneRange(range) {
  return [range[0], range[1]];
}
function cloneLoc(loc) {
  return {
    start: clonePos(loc.start),
    end: clonePos(loc.end)
  };
}
function clonePos(pos) {
  return {
    line: pos.line,
    column: pos.column
  };
}
var tomlKeys = {
  Program: ["body"],
  TOMLTopLevelTable: ["body"],
  TOMLTable: ["key", "body"],
  TOMLKeyValue: ["key", "value"],
  TOMLKey: ["keys"],
  TOMLArray: ["elements"],
  TOMLInlineTable: ["body"],
  TOMLBare: [],
  TOMLQuoted: [],
  TOMLValue: []
};
var KEYS2 = unionWith(tomlKeys);
function parseForESLint(code, options) {
  return {
    ast: new TOMLParser(code, options).parse(),
    visitorKeys: KEYS2,
    services: { isTOML: true }
  };
}
var getStaticTOMLValue = generateConvertTOMLValue((node) => node.value);
function generateConvertTOMLValue(convertValue) {
  function resolveValue(node, baseTable) {
    return resolver[node.type](node, baseTable);
  }
  const resolver = {
    Program(node, baseTable = {}) {
      return resolveValue(node.body[0], baseTable);
    },
    TOMLTopLevelTable(node, baseTable = {}) {
      for (const body of node.body) resolveValue(body, baseTable);
      return baseTable;
    },
    TOMLKeyValue(node, baseTable = {}) {
      const value = resolveValue(node.value);
      set(baseTable, resolveValue(node.key), value);
      return baseTable;
    },
    TOMLTable(node, baseTable = {}) {
      const table2 = getTable(baseTable, resolveValue(node.key), node.kind === "array");
      for (const body of node.body) resolveValue(body, table2);
      return baseTable;
    },
    TOMLArray(node) {
      return node.elements.map((e) => resolveValue(e));
    },
    TOMLInlineTable(node) {
      const table2 = {};
      for (const body of node.body) resolveValue(body, table2);
      return table2;
    },
    TOMLKey(node) {
      return node.keys.map((key) => resolveValue(key));
    },
    TOMLBare(node) {
      return node.name;
    },
    TOMLQuoted(node) {
      return node.value;
    },
    TOMLValue(node) {
      return convertValue(node);
    }
  };
  return (node) => resolveValue(node);
}
function getTable(baseTable, keys, array) {
  let target = baseTable;
  for (let index = 0; index < keys.length - 1; index++) {
    const key = keys[index];
    target = getNextTargetFromKey(target, key);
  }
  const lastKey = last(keys);
  const lastTarget = target[lastKey];
  if (lastTarget == null) {
    const tableValue$1 = {};
    target[lastKey] = array ? [tableValue$1] : tableValue$1;
    return tableValue$1;
  }
  if (isValue(lastTarget)) {
    const tableValue$1 = {};
    target[lastKey] = array ? [tableValue$1] : tableValue$1;
    return tableValue$1;
  }
  if (!array) {
    if (Array.isArray(lastTarget)) {
      const tableValue$1 = {};
      target[lastKey] = tableValue$1;
      return tableValue$1;
    }
    return lastTarget;
  }
  if (Array.isArray(lastTarget)) {
    const tableValue$1 = {};
    lastTarget.push(tableValue$1);
    return tableValue$1;
  }
  const tableValue = {};
  target[lastKey] = [tableValue];
  return tableValue;
  function getNextTargetFromKey(currTarget, key) {
    const nextTarget = currTarget[key];
    if (nextTarget == null) {
      const val = {};
      currTarget[key] = val;
      return val;
    }
    if (isValue(nextTarget)) {
      const val = {};
      currTarget[key] = val;
      return val;
    }
    let resultTarget = nextTarget;
    while (Array.isArray(resultTarget)) {
      const lastIndex = resultTarget.length - 1;
      const nextElement = resultTarget[lastIndex];
      if (isValue(nextElement)) {
        const val = {};
        resultTarget[lastIndex] = val;
        return val;
      }
      resultTarget = nextElement;
    }
    return resultTarget;
  }
}
function set(baseTable, keys, value) {
  let target = baseTable;
  for (let index = 0; index < keys.length - 1; index++) {
    const key = keys[index];
    const nextTarget = target[key];
    if (nextTarget == null) {
      const val = {};
      target[key] = val;
      target = val;
    } else if (isValue(nextTarget) || Array.isArray(nextTarget)) {
      const val = {};
      target[key] = val;
      target = val;
    } else target = nextTarget;
  }
  target[last(keys)] = value;
}
function isValue(value) {
  return typeof value !== "object" || value instanceof Date;
}
function parseTOML(code, options) {
  return parseForESLint(code, options).ast;
}

// src/config/toml.ts
function parseToml(text) {
  let located;
  return {
    table: parse3(text),
    // Lazily, as few documents need lines, and the positions of hundreds of documents take much memory.
    lineOf: (path) => {
      located ??= locate(text);
      return located(path);
    }
  };
}
function parseTomlLeniently(text) {
  try {
    return parse3(text);
  } catch {
    return {};
  }
}
function locate(text) {
  const lines = /* @__PURE__ */ new Map();
  const linesInside = /* @__PURE__ */ new Map();
  const key = (path) => JSON.stringify(path);
  const record = (path, node) => {
    const { line } = node.loc.start;
    if (!lines.has(key(path))) lines.set(key(path), line);
    for (let length = path.length - 1; length > 0; length--) {
      const parent = key(path.slice(0, length));
      if (!linesInside.has(parent)) linesInside.set(parent, line);
    }
  };
  const visitValue = (path, node) => {
    record(path, node);
    if (node.type === "TOMLArray") {
      for (const [i, element] of node.elements.entries()) visitValue([...path, i], element);
    }
    if (node.type === "TOMLInlineTable") for (const entry of node.body) visitPair(path, entry);
  };
  const visitPair = (path, pair) => {
    let current = path;
    for (const part of pair.key.keys) {
      current = [...current, part.type === "TOMLBare" ? part.name : part.value];
      record(current, pair);
    }
    visitValue(current, pair.value);
  };
  for (const node of topNodes(text)) {
    if (node.type === "TOMLKeyValue") visitPair([], node);
    else {
      record(node.resolvedKey, node);
      for (const pair of node.body) visitPair(node.resolvedKey, pair);
    }
  }
  return (path) => {
    const inside = lines.has(key(path)) ? void 0 : linesInside.get(key(path));
    if (inside !== void 0) return inside;
    for (let length = path.length; length > 0; length--) {
      const line = lines.get(key(path.slice(0, length)));
      if (line !== void 0) return line;
    }
    return void 0;
  };
}
function topNodes(text) {
  try {
    return parseTOML(text.replace(/^\ufeff/, ""), { tomlVersion: "1.1" }).body[0].body;
  } catch {
    return [];
  }
}
function table(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date) ? value : {};
}
function isStringArray(value) {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

// src/project/version-tool.ts
var TOOLS = /* @__PURE__ */ new Map([
  ["setuptools-scm", "[tool.setuptools_scm]"],
  ["hatch-vcs", '[tool.hatch.version]\nsource = "vcs"'],
  ["versioningit", "[tool.versioningit]"],
  ["poetry-dynamic-versioning", "[tool.poetry-dynamic-versioning]\nenable = true"],
  ["uv-dynamic-versioning", '[tool.hatch.version]\nsource = "uv-dynamic-versioning"'],
  ["setuptools-git-versioning", "[tool.setuptools-git-versioning]\nenabled = true"],
  ["flit-scm", void 0],
  ["versioneer", void 0],
  ["versioneer-518", void 0],
  ["dunamai", void 0],
  ["miniver", void 0],
  ["pbr", void 0],
  ["vcversioner", void 0],
  ["better-setuptools-git-version", void 0]
]);
function versionTool(settings, setupPy = "") {
  const { pyproject, setupCfg, buildSystem } = settings;
  const tool = table(pyproject.tool);
  const pdm = table(table(tool.pdm).version);
  if (pdm.source === "scm") return { name: "pdm-backend", missingTable: void 0, tags: pdmTags(pdm) };
  if (table(pyproject.project).version !== void 0) return void 0;
  const requirement = buildSystem.requires.flatMap((text) => parseRequirement(text) ?? []).find(({ name: name2 }) => TOOLS.has(name2));
  const name = requirement?.name ?? vendoredTool(tool, setupCfg, setupPy);
  if (name === void 0) return void 0;
  const isEnabled = requirement?.extras.includes("simple") === true || isEnabledIn(name, settings, setupPy);
  return { name, missingTable: isEnabled ? void 0 : TOOLS.get(name), tags: tagPatterns(name, tool) };
}
function vendoredTool(tool, setupCfg, setupPy) {
  if (tool.versioneer !== void 0 || setupCfg.has("versioneer") || /\bversioneer\b/.test(setupPy))
    return "versioneer";
  if (/\buse_scm_version\b/.test(setupPy)) return "setuptools-scm";
  return /\bpbr\s*=\s*True\b/.test(setupPy) ? "pbr" : void 0;
}
function isEnabledIn(name, { pyproject, buildSystem }, setupPy) {
  const tool = table(pyproject.tool);
  const hatchSource = table(table(tool.hatch).version).source;
  switch (name) {
    case "setuptools-scm":
      return tool.setuptools_scm !== void 0 || /\buse_scm_version\b/.test(setupPy) || !/^setuptools\b/.test(buildSystem.backend);
    case "hatch-vcs":
      return hatchSource === "vcs";
    case "versioningit":
      return tool.versioningit !== void 0 || hatchSource === "versioningit" || /versioningit/.test(setupPy);
    case "poetry-dynamic-versioning":
      return table(tool["poetry-dynamic-versioning"]).enable === true;
    case "uv-dynamic-versioning":
      return hatchSource === "uv-dynamic-versioning";
    case "setuptools-git-versioning":
      return tool["setuptools-git-versioning"] !== void 0 || /setuptools_git_versioning/.test(setupPy);
    default:
      return true;
  }
}
function tagPatterns(name, tool) {
  switch (name) {
    case "setuptools-scm":
    case "flit-scm":
      return scmTags(table(tool.setuptools_scm));
    case "hatch-vcs": {
      const version = table(table(tool.hatch).version);
      const { "tag-pattern": regex, "raw-options": raw } = version;
      return scmTags({ ...regex === void 0 ? {} : { tag_regex: regex }, ...table(raw) });
    }
    case "versioningit": {
      const { vcs, tag2version } = table(tool.versioningit);
      const { match } = table(vcs);
      const { regex, rmprefix } = table(tag2version);
      return patterns({ globs: isStringArray(match) ? match : [], regex, prefix: rmprefix });
    }
    case "poetry-dynamic-versioning":
    case "uv-dynamic-versioning": {
      const { pattern, "pattern-prefix": prefix } = table(tool[name]);
      const isNamed = pattern === "default" || pattern === "default-unprefixed";
      return patterns({ regex: isNamed ? void 0 : pattern, prefix });
    }
    case "versioneer": {
      const { tag_prefix: prefix } = table(tool.versioneer);
      return patterns({ prefix: prefix === "" || prefix === "v" ? void 0 : prefix });
    }
    default:
      return void 0;
  }
}
function pdmTags({ tag_filter: glob, tag_regex: regex }) {
  return patterns({ globs: typeof glob === "string" ? [glob] : [], regex });
}
function scmTags(settings) {
  const command = settings.git_describe_command ?? table(table(settings.scm).git).describe_command ?? [];
  const words = typeof command === "string" ? command.split(/\s+/) : isStringArray(command) ? command : [];
  const globs = words.flatMap((word, at) => {
    if (word === "--match") return words[at + 1] ?? [];
    return word.startsWith("--match=") ? word.slice("--match=".length) : [];
  });
  return patterns({
    globs: globs.map((glob) => glob.replace(/^(['"])(.*)\1$/, "$2")),
    regex: settings.tag_regex
  });
}
function patterns(given) {
  const globs = (given.globs ?? []).filter((glob) => !/^[*.]*(\[0-9\][*.]*)*$/.test(glob));
  const regex = typeof given.regex === "string" ? pythonRegex(given.regex) : void 0;
  const prefix = typeof given.prefix === "string" && given.prefix !== "" ? given.prefix : void 0;
  return globs.length > 0 || regex !== void 0 || prefix !== void 0 ? { globs, regex, prefix } : void 0;
}
function pythonRegex(pattern) {
  try {
    return new RegExp(pattern.replaceAll("(?P<", "(?<").replace(/\\Z/g, "$").replace(/\\A/g, "^"));
  } catch {
    return void 0;
  }
}
function takesTag({ globs, regex, prefix }, tag) {
  return (globs.length === 0 || globs.some((glob) => globRegex(glob).test(tag))) && (regex === void 0 || regex.test(tag)) && (prefix === void 0 || tag.startsWith(prefix));
}
function globRegex(glob) {
  const source = glob.replace(/\[[^\]]+\]|[\\^$.|+(){}*?[\]]/g, (part) => {
    if (part.length > 1) return part.replace(/^\[!/, "[^");
    return { "*": ".*", "?": "." }[part] ?? `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
function tagSetting(tool, prefix) {
  const glob = `${prefix}[0-9]*`;
  const describe = `git describe --dirty --tags --long --match '${glob}'`;
  switch (tool) {
    case "hatch-vcs":
      return `[tool.hatch.version.raw-options]
git_describe_command = "${describe}"`;
    case "versioningit":
      return `[tool.versioningit.vcs]
match = ["${glob}"]`;
    case "poetry-dynamic-versioning":
    case "uv-dynamic-versioning":
      return `[tool.${tool}]
pattern-prefix = "${prefix.replace(/v$/, "")}"`;
    case "pdm-backend":
      return `[tool.pdm.version]
tag_filter = "${glob}"`;
    case "setuptools-git-versioning":
      return `[tool.setuptools-git-versioning]
tag_filter = "${prefix}.*"`;
    case "versioneer":
    case "versioneer-518":
      return `[tool.versioneer]
tag_prefix = "${prefix}"`;
    default:
      return `[tool.setuptools_scm]
git_describe_command = "${describe}"`;
  }
}
function isFallback(parts) {
  if (parts.epoch !== 0) return false;
  const isZero = parts.release.every((number) => number === 0);
  return isZero || parts.is_devrelease && parts.release.join(".") === "0.1";
}

// src/checks/version/rules.ts
function describeOverride(override) {
  if (override === null) return "";
  return override.by === "label" ? ` Overridden by the label "${override.name}".` : ` Overridden by the trailer ${override.name} in commit ${override.commit.slice(0, 10)}: ${override.reason}.`;
}
var VERSION_RULES = {
  "version-invalid": {
    title: "Invalid release version",
    why: "PyPI rejects invalid and local versions, and pip prefers earlier releases to a development version or 0.0.0.",
    message: ({ version, reason }) => `Version ${version} ${reason}.`,
    fix: ({ add }) => add === null ? "Set a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440)." : `Add to pyproject.toml:
${add}`
  },
  "version-disagrees": {
    title: "Conflicting versions",
    why: "Users, bug reports and programs that compare versions get the wrong one.",
    message: ({ distribution, version, by, claimed, place }) => place === "name" ? `${by} raises PackageNotFoundError: the distribution is named ${distribution}.` : `${place === "file-name" ? "The " : ""}${by} ${reportedVersion(place, claimed ?? "")}, but the wheel has version ${version}.`,
    fix: ({ distribution, version, by, place }) => {
      switch (place) {
        case "name":
          return `Use importlib.metadata.version("${distribution}").`;
        case "attribute":
          return `Set ${by.split(".").at(-1)} = "${version}", or read it from the metadata:
from importlib.metadata import version

__version__ = version("${distribution}")`;
        case "script":
          return `Print the version from the metadata: importlib.metadata.version("${distribution}").`;
        case "lock":
          return "Update the lock file:\nuv lock";
        case "declared":
          return `Set the version in ${by} to ${version}. If the build computes the version, delete it there and add "version" to dynamic.`;
        case "file":
          return `Set the version in ${by} to ${version}, and update it with each release.`;
        default:
          return "Make the build compute the same version from the checkout and from the sdist, which has no git history. pip rejects an sdist whose wheel has another version.";
      }
    }
  },
  "version-not-bumped": {
    title: "Version not bumped",
    why: "Two different distributions with the same version cannot be told apart, and PyPI rejects the second.",
    message: describeMissingBump,
    fix: ({ version, previous, next, isPlaceholder, isComputed, free = [], nextTag }) => {
      if (isPlaceholder) return placeholderSetting(version);
      if (isComputed)
        return `Tag a pre-release higher than ${previous} on this branch, from which the next versions are computed.`;
      if (next === null) return setHigherVersion(previous, free, nextTag);
      const { least, breaking, added } = next;
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition);
      const lowest = free.find((one) => compare(one, least) >= 0) ?? least;
      return `Set the version to ${lowest} or later${changes.length > 0 ? `, because ${listSome(changes, 3)}` : ""}.`;
    }
  },
  "bump-too-small": {
    title: "Version bump too small",
    why: "Users who allow updates up to the next major version get this release, and their code breaks.",
    message: ({ version, previous, step, needed, breaking, added, waiver }) => {
      const size = step === "post-release" ? step : `${step} release`;
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition);
      return `${version} is a ${size} after ${previous}, but ${listSome(changes, 3)}, which requires a ${needed} release.${describeOverride(waiver)}`;
    },
    fix: ({ least, breaking, free = [], nextTag }) => {
      const removed = breaking.filter(({ deprecated }) => !deprecated).length;
      const keep = removed === 0 ? "" : `, or keep the old ${removed === 1 ? "behavior" : "behaviors"} with a DeprecationWarning`;
      return nextTag === void 0 ? `Set the version to ${free[0] ?? least} or later${keep}.` : `Tag the release as ${nextTag} or later${keep}.`;
    }
  },
  "version-bumped": {
    title: "Version bumped outside a release",
    why: "Release tools such as release-please bump the version themselves, and skip or fail on one that was bumped before.",
    message: ({ version, previous, branch, waiver }) => `The version changed from ${previous} on ${branch || "the base branch"} to ${version}, but the policy "never" reserves bumps for the release pull request.${describeOverride(waiver)}`,
    fix: ({ previous }) => `Set the version back to ${previous}.`
  },
  "tag-mismatch": {
    title: "Tag does not match version",
    why: "The tag announces one version, but another one is published.",
    message: (facts) => {
      const { tag, version, tagVersion, tool, taken } = facts;
      if (taken !== null && taken.name === tag && !taken.isOwn)
        return `${tool} computed version ${version} from tag ${tag}, which is not a release tag of this package.`;
      const reason = tagMismatchReason(facts);
      const mismatch = tagVersion === null ? `Tag ${tag} names no version of this package; the wheel has version ${version}.` : `Tag ${tag} does not match the wheel's version ${version}.`;
      return reason === void 0 ? mismatch : `${mismatch} ${reason}`;
    },
    fix: tagMismatchFix
  },
  "tag-off-branch": {
    title: "Tag not on default branch",
    why: "The released commit was never merged, so the next release from the default branch lacks it.",
    message: ({ tag, branch, branches }) => `Tag ${tag} is on a commit that is not on ${branch}${branches.length > 0 ? `, only on ${listSome(branches, 3)}` : ""}.`,
    fix: ({ tag, branch }) => `For an older release series, tag on a branch named after it, such as 1.2.x. Otherwise merge the commit into ${branch} and move the tag:
git tag --force ${tag} origin/${branch}`
  },
  "version-taken": {
    title: "Version already in use",
    why: "A version can be published only once: PyPI rejects another distribution with the same version.",
    message: ({ version, tag, commit, branch }) => {
      if (tag !== null)
        return `Version ${version} is already tagged: ${tag} is on commit ${commit?.slice(0, 10)}.`;
      return branch === null ? `Version ${version} is already on the package index.` : `Version ${version} is already on ${branch || "the base branch"}, which was bumped but not released yet: both changes would be released under it.`;
    },
    fix: ({ version, free = [], nextTag }) => setHigherVersion(version, free, nextTag)
  },
  "changelog-missing": {
    title: "Missing changelog entry",
    why: "Users read the changelog before they upgrade to see what changes for them.",
    message: ({ version, file, unreleased, fragments }) => fragments.length > 0 ? `${count(fragments.length, "changelog fragment")} ${fragments.length > 1 ? "are" : "is"} not in ${file}: ${listSome(fragments, 3)}.` : `${file} has no entry for version ${version}${unreleased === null ? "" : `, only "${unreleased}"`}.`,
    fix: ({ version, file, unreleased, tool, fragments }) => {
      if (fragments.length > 0 && tool !== null)
        return `Run this and commit the result before you create the tag:
${tool === "towncrier" ? "towncrier build --yes --version" : "scriv collect --version"} ${version}`;
      return unreleased === null ? `Add an entry for ${version} to ${file}.` : `Rename the heading "${unreleased}" in ${file} to ${version}, with the release date.`;
    }
  }
};
function reportedVersion(place, version) {
  switch (place) {
    case "attribute":
      return `is "${version}"`;
    case "script":
      return `prints "${version}"`;
    case "installed":
      return `returns "${version}"`;
    case "declared":
      return `declares version ${version}`;
    default:
      return `has version ${version}`;
  }
}
function describeMissingBump(facts) {
  const { version, previous, tag, branch, changed, lower, policy, isPlaceholder, isComputed, waiver } = facts;
  if (isPlaceholder)
    return `Version ${version} looks like a placeholder: the source also had it at the last releases, up to ${tag}.`;
  const changes = changed.length > 0 ? `${listSome(changed, 3)} changed since` : void 0;
  const override = describeOverride(waiver);
  if (!lower)
    return `The version is still ${version}, the last release (tag ${tag}), but ${changes ?? `the policy "${policy}" requires a bump`}.${override}`;
  const origin = tag === null ? `${previous} on ${branch || "the base branch"}` : `the last release ${previous} (tag ${tag})`;
  const source = isComputed ? ", computed from a tag," : "";
  return `Version ${version}${source} is lower than ${origin}${changes === void 0 ? "" : `, and ${changes}`}.${override}`;
}
function placeholderSetting(version) {
  return `If the release workflow sets the version, add to pyproject.toml:
[tool.as-installed.version]
placeholder = "${version}"`;
}
function tagMismatchReason(facts) {
  const { tag, version, writer, isPlaceholder, tool, taken } = facts;
  if (isPlaceholder) return `${version} looks like a placeholder: the source also had it at earlier releases.`;
  if (writer !== null)
    return `The workflow line ${writer.file}:${writer.line} seems to set the version (${writer.text}), but has not done so here.`;
  if (tool === null || taken === null) return void 0;
  return taken.name === tag ? `${tool} computed it from this tag, but tracked files had changed before or during the build.` : `${tool} computed it from tag ${taken.name}${taken.isOnCommit ? ", which is on the same commit" : ""}.`;
}
function setHigherVersion(above, [lowest], nextTag) {
  if (nextTag !== void 0) return `Tag the commit as ${nextTag} or later.`;
  return lowest === void 0 ? `Set a version higher than ${above}.` : `Set the version to ${lowest} or later.`;
}
function tagMismatchFix(facts) {
  const { tag, version, tagVersion, writer, isPlaceholder, tool, taken, unusedTag, lastTag } = facts;
  if (isPlaceholder) return placeholderSetting(version);
  if (writer !== null)
    return `Run as-installed after the step that sets the version. If ${version} is only a placeholder, add to pyproject.toml:
[tool.as-installed.version]
placeholder = "${version}"`;
  if (tool !== null && taken !== null && !taken.isOwn)
    return `Restrict ${tool} to release tags in pyproject.toml:
${tagSetting(tool, prefixOf(tagVersion === null ? lastTag ?? "v0" : tag))}`;
  if (tagVersion === null)
    return unusedTag === null || tool !== null ? "Run as-installed for release tags only." : `Tag the commit as ${unusedTag}, or run as-installed for release tags only.`;
  if (tool === null)
    return `Set the version to ${tagVersion} and move the tag${unusedTag === null ? "" : `, or tag the commit as ${unusedTag} instead`}.`;
  if (taken?.name === tag)
    return `Build ${tag} from a clean checkout, and remove generated files, such as the version file of ${tool}, from git.`;
  if (taken?.isOnCommit === true) {
    const variable = PRETEND_VARIABLES[tool];
    const pretend = variable === void 0 ? "" : ` Or build the release with ${variable}=${tagVersion}.`;
    return `Move ${tag} to a commit of its own, or delete ${taken.name} if it is not a release: ${tool} uses one tag per commit.${pretend}`;
  }
  return `Build ${tag} from a clean checkout with all tags (fetch-depth: 0), so that ${tool} finds it.`;
}
var PRETEND_VARIABLES = {
  "setuptools-scm": "SETUPTOOLS_SCM_PRETEND_VERSION",
  "hatch-vcs": "SETUPTOOLS_SCM_PRETEND_VERSION",
  "flit-scm": "SETUPTOOLS_SCM_PRETEND_VERSION",
  "pdm-backend": "PDM_BUILD_SCM_VERSION",
  "poetry-dynamic-versioning": "POETRY_DYNAMIC_VERSIONING_BYPASS",
  "uv-dynamic-versioning": "UV_DYNAMIC_VERSIONING_BYPASS",
  pbr: "PBR_VERSION"
};
function prefixOf(tag) {
  return /^(.*?)\d+(?:[._!]\d+)*\D*\d*$/.exec(tag)?.[1] ?? "";
}
function describeBreakingChange(change) {
  const { parameters, old, to } = change;
  const path = callPath(change);
  const names = list(parameters);
  const [parameter, is] = parameters.length === 1 ? ["parameter", "is"] : ["parameters", "are"];
  const words = {
    removed: `${path} was removed`,
    moved: `${path} was moved to ${to}`,
    kind: `${path} changed from a ${old} to a ${change.new}`,
    "base-removed": `${path} no longer inherits from ${old}`,
    "parameter-removed": `${path} no longer has the ${parameter} ${names}`,
    "parameter-moved": `${path}: the ${parameter} ${names} moved from position ${old} to ${change.new}`,
    "parameter-named": `${path}: ${names} ${is} now keyword-only`,
    "parameter-placed": `${path}: ${names} ${is} now positional-only`,
    "parameter-required": `${path}: ${names} ${is} now required`,
    "parameter-added": `${path} has the new required ${parameter} ${names}`
  };
  return `${words[change.kind]}${change.deprecated ? " (deprecated before)" : ""}`;
}
function describeAddition(addition) {
  const { parameters } = addition;
  return parameters.length === 0 ? `${addition.path} is new` : `${callPath(addition)} has the new optional ${parameters.length === 1 ? "parameter" : "parameters"} ${list(parameters)}`;
}
function callPath({ path, parameters }) {
  return parameters.length === 0 ? path : path.replace(/\.__(?:init|new)__$/, "");
}

// src/checks/rules.ts
var RULES = {
  ...BUILD_RULES,
  ...REPRODUCIBILITY_RULES,
  ...CONTENTS_RULES,
  ...METADATA_RULES,
  ...INSTALL_RULES,
  ...IMPORT_RULES,
  ...DEPENDENCY_RULES,
  ...SCRIPT_RULES,
  ...TEST_RULES,
  ...LOWER_BOUND_RULES,
  ...VERSION_RULES,
  ...RELEASE_DIFF_RULES,
  ...UPGRADE_RULES
};
var RULES_BY_CHECK = {
  build: BUILD_RULES,
  rebuild: REPRODUCIBILITY_RULES,
  contents: CONTENTS_RULES,
  metadata: METADATA_RULES,
  install: INSTALL_RULES,
  imports: IMPORT_RULES,
  dependencies: DEPENDENCY_RULES,
  scripts: SCRIPT_RULES,
  tests: TEST_RULES,
  lowest: LOWER_BOUND_RULES,
  version: VERSION_RULES,
  release: RELEASE_DIFF_RULES,
  upgrade: UPGRADE_RULES
};
function checkOfRule(rule) {
  const found = Object.entries(RULES_BY_CHECK).find(([, rules]) => rule in rules);
  return found[0];
}
var RULE_NAMES = Object.keys(RULES);
function docsPage(rule) {
  return `https://github.com/as-installed/as-installed/blob/main/docs/rules/${rule}.md`;
}

// src/report/formats/suites.ts
function suitesOf({ packages, gate }) {
  const all = packages.flatMap((one) => {
    const job = gate?.cells.find(({ id }) => id === one.run?.cell)?.name;
    const tests = testRuns(one);
    const ofChecks = one.checks.map((check, index) => {
      const isFirst = one.checks.findIndex((other) => other.check === check.check) === index;
      const findings = isFirst ? findingsOf(one, check.check, tests) : [];
      return suiteOf(one, check, job, [
        ...check.check === "tests" && showsFailures(tests) ? [] : checkCase(one, check, findings),
        ...findings.map((finding) => findingCase(one, check, finding)),
        ...check.check === "tests" && tests.length === 1 ? casesOf(tests[0]?.tests) : []
      ]);
    });
    if (tests.length < 2) return ofChecks;
    const ofPythons = tests.map(({ python, tests: own }) => {
      const check = { check: "tests", seconds: own.seconds, pythons: [python] };
      return suiteOf(one, check, job, casesOf({ ...own }));
    });
    return [...ofChecks, ...ofPythons];
  });
  return withoutEqualNames(all).filter(({ cases }) => cases.length > 0).map((suite) => ({ ...suite, cases: withUniqueNames(suite.cases) }));
}
function withUniqueNames(cases) {
  const counts = /* @__PURE__ */ new Map();
  return cases.map((one) => {
    const key = `${one.className} ${one.name}`;
    const count2 = (counts.get(key) ?? 0) + 1;
    counts.set(key, count2);
    return count2 === 1 ? one : { ...one, name: `${one.name} (${count2})` };
  });
}
function withoutEqualNames(all) {
  const byName2 = /* @__PURE__ */ new Map();
  for (const suite of all) {
    const before = byName2.get(suite.name);
    byName2.set(
      suite.name,
      before === void 0 ? suite : { ...before, cases: [...before.cases, ...suite.cases] }
    );
  }
  return [...byName2.values()];
}
function suiteOf({ name }, { check, seconds, pythons }, job, cases) {
  const labels = [
    ...job === void 0 ? [] : [job],
    ...pythons === void 0 ? [] : [`Python ${pythons.join(", ")}`]
  ];
  const label = labels.length === 0 ? "" : ` (${labels.join("; ")})`;
  return { name: `${name}: ${check}${label}`, package: name, check, seconds, cases };
}
function testRuns({ pythons = [], tests }) {
  const several = pythons.flatMap(
    (one) => "tests" in one && one.tests !== void 0 ? [{ python: one.python, tests: one.tests }] : []
  );
  return several.length > 0 ? several : tests === void 0 ? [] : [{ python: "", tests }];
}
function showsFailures(tests) {
  return tests.some(
    ({ tests: { cases } }) => cases.some(({ outcome }) => outcome === "failed" || outcome === "error")
  );
}
function findingsOf(one, check, tests) {
  return one.findings.filter(
    (finding) => checkOfRule(finding.rule) === check && isFailing(finding, one.failOn) && !(finding.rule === "tests-failed" && showsFailures(tests))
  );
}
function checkCase({ name, failOn }, { check, status, seconds, reason }, findings) {
  if (findings.length > 0) return [];
  const failed2 = status === "fail" || status === "warn" && failOn === "warning";
  const outcome = failed2 ? "failed" : status === "error" ? "error" : status === "skip" ? "skipped" : "passed";
  return [{ name: check, className: name, outcome, rawOutcome: status, seconds, message: reason }];
}
function findingCase(one, { check }, finding) {
  const { rule, severity, message, effect, fix, file, line, pythons } = finding;
  const place = file === void 0 ? void 0 : `${file}${line === void 0 ? "" : `:${line}`}`;
  const text = [
    place,
    message,
    effect,
    pythons === void 0 ? void 0 : `Only with Python ${pythons.join(", ")}.`,
    fix === void 0 ? void 0 : `Fix: ${fix}`,
    finding.helpUri
  ];
  return {
    name: `${rule}${place === void 0 ? "" : ` (${place})`}`,
    className: `${one.name}.${check}`,
    outcome: "failed",
    rawOutcome: severity,
    seconds: 0,
    message,
    text: text.filter((part) => part !== void 0).join("\n"),
    file,
    line
  };
}
var OUTCOMES = {
  passed: "passed",
  failed: "failed",
  error: "error",
  skipped: "skipped",
  // As in pytest's own JUnit report.
  xfailed: "skipped",
  xpassed: "passed"
};
function casesOf(tests) {
  return (tests?.cases ?? []).map(({ id, outcome, seconds, message, text, file, line }) => {
    const { name, className } = addressOf(id);
    const rawOutcome = outcome;
    return { name, className, outcome: OUTCOMES[outcome], rawOutcome, seconds, message, text, file, line };
  });
}
function addressOf(id) {
  const [, address = id, parameters = ""] = /^([^[]*)(\[.*)?$/s.exec(id) ?? [];
  const [path = "", ...names] = address.split("::");
  const module = path.replace(/\.py$/, "").replaceAll("/", ".");
  const last2 = names.pop();
  if (last2 === void 0) return { name: `${module}${parameters}`, className: "" };
  return { name: `${last2}${parameters}`, className: [module, ...names].join(".") };
}

export {
  list,
  listSome,
  count,
  lastLines,
  valid,
  explain,
  compare,
  normalizeName,
  withoutLocalPath,
  isLocalReference,
  parseRequirement,
  specifiersOf,
  haveSameRequirements,
  moduleOf,
  topLevelModule,
  isAllowed,
  mayAllow,
  oldestAllowed,
  isOfPython2,
  PYTHON_2,
  isStandardEverywhere,
  pythonsWith,
  optionalModules,
  readPythonError,
  parseTraceback,
  parsePytestError,
  exceptionChain,
  isSyntaxError,
  missingService,
  describeFailure,
  describeNeed,
  TomlError,
  parse3 as parse,
  parseTOML,
  parseToml,
  parseTomlLeniently,
  table,
  isStringArray,
  versionTool,
  takesTag,
  tagSetting,
  isFallback,
  RULES,
  checkOfRule,
  RULE_NAMES,
  docsPage,
  worst,
  isFailing,
  verdictOf,
  verdictOfFindings,
  EXIT_STATUS,
  verdictOfRun,
  programVersion,
  TOOL_NAME,
  TOOL_URI,
  reportHeader,
  suitesOf
};
/*! Bundled license information:

smol-toml/dist/error.js:
smol-toml/dist/primitive.js:
smol-toml/dist/date.js:
smol-toml/dist/extract.js:
smol-toml/dist/util.js:
smol-toml/dist/struct.js:
smol-toml/dist/parse.js:
smol-toml/dist/stringify.js:
smol-toml/dist/index.js:
  (*!
   * Copyright (c) Squirrel Chat et al., All rights reserved.
   * SPDX-License-Identifier: BSD-3-Clause
   *
   * Redistribution and use in source and binary forms, with or without
   * modification, are permitted provided that the following conditions are met:
   *
   * 1. Redistributions of source code must retain the above copyright notice, this
   *    list of conditions and the following disclaimer.
   * 2. Redistributions in binary form must reproduce the above copyright notice,
   *    this list of conditions and the following disclaimer in the
   *    documentation and/or other materials provided with the distribution.
   * 3. Neither the name of the copyright holder nor the names of its contributors
   *    may be used to endorse or promote products derived from this software without
   *    specific prior written permission.
   *
   * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
   * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
   * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
   * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
   * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
   * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
   * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
   * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
   * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
   * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
   *)
*/
