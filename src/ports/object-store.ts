// Keeps published documents under keys such as `security/data/cvrf/2026/cvrf-….xml`: a directory, S3 or OBS.

export interface StoredObject {
  readonly key: string
  readonly sizeBytes: number
  /** Lower-case hexadecimal SHA-256 of the stored bytes. */
  readonly sha256: string
}

export interface ObjectStore {
  /** Writes all bytes or nothing. Equal bytes already there: nothing happens. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<StoredObject>
  get(key: string): Promise<Uint8Array | undefined>
  head(key: string): Promise<StoredObject | undefined>
  /** Keys below a prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>
  delete(key: string): Promise<void>
}
