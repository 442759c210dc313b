// JSON values as types: what may be stored in a jsonb column or sent over the wire.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }
