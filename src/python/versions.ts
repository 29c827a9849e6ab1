import { compare, valid } from '@renovatebot/pep440'

/** Whether two versions are equal (PEP 440), like 1.2 and v1.2.0; false if one of them is missing or invalid. */
export function isSameVersion(one: string | undefined, other: string | undefined): boolean {
  return (
    one !== undefined && other !== undefined && isValid(one) && isValid(other) && compare(one, other) === 0
  )
}

function isValid(version: string): boolean {
  return valid(version) !== null
}
