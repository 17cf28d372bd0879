/** A text of an alarm test that does not follow its notation; the message says what is wrong and what to write. */
export class NotationError extends Error {
  public override readonly name = 'NotationError';

  public constructor(
    message: string,
    /** Where in the text, counted from 0. */
    public readonly offset = 0,
  ) {
    super(message);
  }
}
