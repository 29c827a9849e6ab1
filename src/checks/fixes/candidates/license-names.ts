/** SPDX identifiers of licenses by their usual names (spdx.org/licenses). */
const IDENTIFIERS: readonly (readonly [pattern: RegExp, identifier: string])[] = [
  [/^(the )?mit( licen[cs]e)?$/, 'MIT'],
  [/^(the )?apache([ -](software )?licen[cs]e)?,?[ -]*(version |v)?2(\.0)?( licen[cs]e)?$/, 'Apache-2.0'],
  [/^(the )?(new |modified |revised |3[ -]clause )bsd( licen[cs]e)?$/, 'BSD-3-Clause'],
  [/^bsd[ -]3([ -]clause)?( licen[cs]e)?$/, 'BSD-3-Clause'],
  [/^(the )?(simplified |2[ -]clause )bsd( licen[cs]e)?$/, 'BSD-2-Clause'],
  [/^bsd[ -]2([ -]clause)?( licen[cs]e)?$/, 'BSD-2-Clause'],
  [/^isc( licen[cs]e)?( \(iscl\))?$/, 'ISC'],
  [/^(mozilla public licen[cs]e |mpl)[ -]*(version |v)?2(\.0)?( \(mpl 2\.0\))?$/, 'MPL-2.0'],
  [/^(the )?unlicen[cs]e( \(unlicense\))?$/, 'Unlicense'],
  [/^zlib(\/libpng)?( licen[cs]e)?$/, 'Zlib'],
  [/^gpl-?v?3(\.0)?-only$/, 'GPL-3.0-only'],
  [/^gpl-?v?2(\.0)?-only$/, 'GPL-2.0-only'],
  [/^gpl-?v?3(\.0)?(\+| or later|-or-later)$/, 'GPL-3.0-or-later'],
  [/^gnu general public licen[cs]e v3 \(gplv3\)$/, 'GPL-3.0-only'],
  [/^gnu general public licen[cs]e v3 or later \(gplv3\+\)$/, 'GPL-3.0-or-later'],
  [/^gnu general public licen[cs]e v2 \(gplv2\)$/, 'GPL-2.0-only'],
  [/^gnu general public licen[cs]e v2 or later \(gplv2\+\)$/, 'GPL-2.0-or-later'],
  [/^gnu lesser general public licen[cs]e v3 \(lgplv3\)$/, 'LGPL-3.0-only'],
  [/^gnu lesser general public licen[cs]e v3 or later \(lgplv3\+\)$/, 'LGPL-3.0-or-later'],
  [/^gnu affero general public licen[cs]e v3$/, 'AGPL-3.0-only'],
  [/^gnu affero general public licen[cs]e v3 or later \(agplv3\+\)$/, 'AGPL-3.0-or-later'],
]

/**
 * Returns the SPDX identifier of a license; undefined if the name is ambiguous, as `BSD` is, or unknown.
 *
 * @param name a name, an identifier, or the last part of a classifier
 */
export function licenseIdentifier(name: string): string | undefined {
  const plain = name.trim().toLowerCase().replace(/\s+/g, ' ')
  return IDENTIFIERS.find(([pattern]) => pattern.test(plain))?.[1]
}

/** Phrases of license texts that identify the license. */
const PHRASES: readonly (readonly [phrase: RegExp, identifier: string])[] = [
  [/Apache License,? *\n? *Version 2\.0/i, 'Apache-2.0'],
  [/Mozilla Public License,? (Version|v\.) ?2\.0/i, 'MPL-2.0'],
  [/Permission is hereby granted, free of charge, to any person obtaining a copy/i, 'MIT'],
  [/Permission to use, copy, modify, and(\/or)? distribute this software for any purpose/i, 'ISC'],
  [/Redistribution and use in source and binary forms[\s\S]*Neither the name/i, 'BSD-3-Clause'],
  [/Redistribution and use in source and binary forms/i, 'BSD-2-Clause'],
]

/** Returns the SPDX identifier of the license with a text; undefined for texts that leave the version open, and others. */
export function identifierOfText(text: string): string | undefined {
  return PHRASES.find(([phrase]) => phrase.test(text))?.[1]
}
