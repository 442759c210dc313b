// placeholder replaced by the accounts room
export type Role = 'version-manager' | 'developer' | 'security' | 'tester' | 'tc' | 'release' | 'qa' | 'admin'
export interface Actor { readonly account: number; readonly name: string; readonly kind: 'person' | 'service' | 'system' }
