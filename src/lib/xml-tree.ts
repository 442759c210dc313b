// Finding one's way in a tree that readXml gave. Absent elements read as nothing; what must be there the caller checks.

import type { XmlElement } from './xml.ts'

/** The children of that name; none of an absent element. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter(c => c.name === name) ?? []
}

/** The first element at a path of names. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => childrenOf(at, name)[0], element)
}

/** The character data directly inside the first element at a path of names; '' when it is absent. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return childAt(element, ...path)?.text ?? ''
}
