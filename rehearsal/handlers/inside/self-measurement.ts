import os from 'node:os';
import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import { usedMegabytes } from '../memory';
import { replaceMembers } from './replace-members';

const BYTES = 1024 * 1024;

/** What a handler can measure of its own process, made the same on every machine. */
export function fixSelfMeasurement(memoryMegabytes: number, codeDirectory: string): void {
  const rss = usedMegabytes(memoryMegabytes) * BYTES;
  const heap = { heapTotal: rss / 2, heapUsed: rss / 4, external: BYTES, arrayBuffers: 0 };
  const memoryUsage = Object.assign(() => ({ rss, ...heap }), { rss: () => rss });
  const idle = () => ({ idle: 0, active: 0, utilization: 0 });
  replaceMembers(process, {
    memoryUsage,
    cpuUsage: () => ({ user: 0, system: 0 }),
    uptime: () => performance.now() / 1000,
    resourceUsage: () => ({ userCPUTime: 0, systemCPUTime: 0, maxRSS: rss / 1024 }),
    cwd: () => codeDirectory,
    availableMemory: () => memoryMegabytes * BYTES - rss,
    constrainedMemory: () => memoryMegabytes * BYTES,
  });
  Object.defineProperties(process, { pid: { value: 8 }, ppid: { value: 1 } });
  replaceMembers(performance, { eventLoopUtilization: idle });
  const statistics = v8.getHeapStatistics();
  replaceMembers(v8, {
    getHeapStatistics: () => ({
      ...Object.fromEntries(Object.keys(statistics).map((name) => [name, 0])),
      heap_size_limit: memoryMegabytes * BYTES,
      total_heap_size: heap.heapTotal,
      used_heap_size: heap.heapUsed,
    }),
  });
  replaceMembers(os, {
    hostname: () => '169.254.0.1',
    totalmem: () => memoryMegabytes * BYTES,
    freemem: () => memoryMegabytes * BYTES - rss,
    loadavg: () => [0, 0, 0],
    uptime: () => performance.now() / 1000,
    networkInterfaces: () => ({}),
    homedir: () => '/home/sbx_user1051',
  });
}
