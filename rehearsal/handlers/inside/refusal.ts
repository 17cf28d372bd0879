/** What a client sees of a host that nobody stands for. */
export function refusal(host: string, port: number): NodeJS.ErrnoException {
  return Object.assign(new Error(`connect ECONNREFUSED ${host}:${port}`), {
    code: 'ECONNREFUSED',
    errno: -111,
    syscall: 'connect',
    address: host,
    port,
  });
}
