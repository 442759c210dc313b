// Where packages are built: OBS, EulerMaker, or a directory of RPMs per project.

export interface BuiltRpm {
  /** File name as the service lists it. */
  readonly file: string
  /** Architecture directory it was built for: x86_64, aarch64, … (a noarch RPM appears under each). */
  readonly builtFor: string
  readonly sizeBytes: number
}

/** What is built in a project for one architecture: enough to know what each package provides without fetching it. */
export interface BuildsMetadata {
  /**
   * Directory or address of a repository (`repodata/`) that describes the RPMs, source packages beside binary ones: the
   * project's own where the service publishes one. It is read in the minutes that follow, and may be gone later.
   */
  readonly repository: string
  /** Source package of each RPM by file name; what is not named here is no newest successful build. */
  readonly sourcePackages: ReadonlyMap<string, string>
}

export interface DescribedBuilds {
  readonly project: string
  readonly arch: string
  readonly others?: readonly string[]
  readonly signal?: AbortSignal
}

export interface BuildService {
  /** Source packages of a project, for deciding which family a package belongs to. Empty when the project is unknown. */
  listPackages(project: string): Promise<readonly string[]>
  /** RPMs, source RPMs included, of the newest successful build of a source package. Empty when it is not built. */
  listRpms(build: { project: string; sourcePackage: string; arches: readonly string[] }): Promise<readonly BuiltRpm[]>
  /**
   * Metadata of the newest successful builds of a project. Undefined when nothing is built there for the architecture.
   * @param builds.others architectures whose noarch RPMs count too: those of a release are installed on every one
   */
  describeBuilds(builds: DescribedBuilds): Promise<BuildsMetadata | undefined>
  /** The first bytes of one RPM, where its headers stand: as many as asked for, fewer when it is shorter. */
  readStart(build: { project: string; sourcePackage: string; rpm: BuiltRpm; bytes: number }): Promise<Uint8Array>
  /** Copies one RPM's bytes to a new local file. */
  fetchRpm(build: { project: string; sourcePackage: string; rpm: BuiltRpm; to: string }): Promise<void>
}
