// Row types of the schema `releases`, written by hand beside its migrations and compared with the live catalogue by a test.

// biome-ignore lint/suspicious/noEmptyInterface: filled by the room
export interface ReleasesTables {}
