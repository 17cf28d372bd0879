/** A value in four digits, or in as many as it takes to tell it from `other`. */
export function shortNumber(value: number, other?: number): string {
  const short = Number(value.toPrecision(4));
  return String(short === other && value !== other ? value : short);
}
