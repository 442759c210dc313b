// Which bytes may stand where in XML: tables of 256, so that the common byte costs one look.

/** A byte that may never stand in a document. */
export const BAD = 2

/** 0: plain. 1: look closer. BAD: a control character. */
export const inText = table(c =>
  c < 0x20 && c !== 9 && c !== 10 && c !== 13 ? BAD : '<&]\r'.includes(char(c)) || c === 0xef ? 1 : 0,
)

/** In attribute values: also both quotes and white space are looked at. */
export const inAttribute = table(c => (c < 0x20 || c === 0xef || '<&"\''.includes(char(c)) ? 1 : 0))

/** By two bytes: 1 where both are plain text. */
export const plainPair = Uint8Array.from({ length: 1 << 16 }, (_, pair) =>
  inText[pair & 0xff] === 0 && inText[pair >> 8] === 0 ? 1 : 0,
)

/** 0: ends a name. 1: may begin one. 2: only within. Bytes beyond ASCII are taken for letters. */
export const inName = table(c => (c >= 0x80 || /[A-Za-z_:]/.test(char(c)) ? 1 : /[0-9.-]/.test(char(c)) ? 2 : 0))

function table(kindOf: (byte: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => kindOf(byte))
}

function char(byte: number): string {
  return String.fromCharCode(byte)
}
