/** Told of what is not understood: where it stands, and what it is. */
export type Report = (where: string, what: string) => void;
