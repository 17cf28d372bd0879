const WIDTH = 96;

/** Words broken into lines, the first indented by `indent`, the others by `hanging` more. */
export function paragraph(text: string, indent: number, hanging = 0): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent + hanging);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

/** Rows with their columns aligned, two blanks between. The last column is as long as it is. */
export function columns(rows: readonly (readonly string[])[], indent: number): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) => {
    const cells = row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index]!)));
    return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd();
  });
}
