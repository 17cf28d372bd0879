/** `Fn::Cidr` for IPv4: `count` blocks of 2^`hostBits` addresses. `undefined` for what it cannot divide. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] | undefined {
  const [, address = '', prefix = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(block) ?? [];
  const octets = address.split('.').map(Number);
  const blockBits = 32 - Number(prefix);
  const possible = octets.length === 4 && octets.every((octet) => octet <= 255) && blockBits >= 0 && blockBits <= 32;
  if (!possible || !Number.isInteger(count) || count < 1 || count > 256) return undefined;
  if (!Number.isInteger(hostBits) || hostBits < 0 || count * 2 ** hostBits > 2 ** blockBits) return undefined;
  const number = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const first = number - (number % 2 ** blockBits);
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * 2 ** hostBits;
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
    return `${parts.join('.')}/${32 - hostBits}`;
  });
}
