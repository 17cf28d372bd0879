/** A template that cannot be read, in words for its author: which file, where in it, what to do. */
export class TemplateError extends Error {
  public override readonly name = 'TemplateError';
}
