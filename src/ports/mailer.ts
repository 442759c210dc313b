// Sends mail. Sending the same message id again must not deliver a second mail.

// A type alias, not an interface: it is stored as JSON.
export type Mail = {
  /** Stable id without angle brackets, e.g. `<run>.<step>@slipway`. */
  readonly messageId: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** Message id of the mail this one answers or withdraws. */
  readonly inReplyTo?: string
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}
