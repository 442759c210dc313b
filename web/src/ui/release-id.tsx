// The name of a release: long ones break before `update…` and nowhere else.

export function ReleaseId({ id }: { readonly id: string }) {
  const at = id.indexOf('_') + 1
  return (
    <>
      <span className="nowrap">{id.slice(0, at)}</span>
      <wbr />
      <span className="nowrap">{id.slice(at)}</span>
    </>
  )
}
