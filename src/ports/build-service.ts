// Where packages are built: OBS, EulerMaker, or a directory of RPMs per project.

export interface BuiltRpm {
  /** File name as the service lists it. */
  readonly file: string
  /** Architecture directory it was built for: x86_64, aarch64, … (a noarch RPM appears under each). */
  readonly builtFor: string
  readonly sizeBytes: number
}

export interface BuildService {
  /** Source packages of a project, for deciding which family a package belongs to. Empty when the project is unknown. */
  listPackages(project: string): Promise<readonly string[]>
  /** RPMs, source RPMs included, of the newest successful build of a source package. Empty when it is not built. */
  listRpms(build: { project: string; sourcePackage: string; arches: readonly string[] }): Promise<readonly BuiltRpm[]>
  /** The first bytes of one RPM, where its headers stand: as many as asked for, fewer when it is shorter. */
  readStart(build: { project: string; sourcePackage: string; rpm: BuiltRpm; bytes: number }): Promise<Uint8Array>
  /** Copies one RPM's bytes to a new local file. */
  fetchRpm(build: { project: string; sourcePackage: string; rpm: BuiltRpm; to: string }): Promise<void>
}
