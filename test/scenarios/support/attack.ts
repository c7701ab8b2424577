import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import * as z from 'zod/mini';
import { appStackName } from '../../../lib/app-stack-name';
import { openAccount, roleSession } from '../../../local-aws';

const Attack = z.object({
  /** How many requests were made. */
  tried: z.number(),
  /** Every answer that is no refusal: none of 401, 403 and 404, nor AWS JSON's 400 of an unknown token, in words. */
  answered: z.array(z.string()),
});
type Attack = z.infer<typeof Attack>;

/**
 * Has a program that holds no secret, in a process of its own with no environment, try all it can on the ports where a
 * process listens: as whoever it likes of the app's roles, whose names are public.
 */
export async function attack(pid: number | undefined): Promise<Attack> {
  const ports = portsOf(pid ?? 0);
  if (ports.length === 0) throw new Error(`Process ${pid} listens nowhere.`);
  const attacker = spawn(process.execPath, [resolve('test/scenarios/support/attacker.mjs')], {
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  attacker.stdin.end(JSON.stringify({ ports, ...(await publicKnowledge()) }));
  return z.parse(Attack, JSON.parse(await text(attacker.stdout)));
}

async function publicKnowledge() {
  const { template } = await openAccount({ assembly: inject('assembly'), stackName: appStackName });
  const functions = template.functions().map(({ roleArn, name }) => roleSession(roleArn, name));
  const machines = template.stateMachines();
  return {
    principals: [...functions, ...machines.map(({ roleArn, name }) => roleSession(roleArn, name))],
    buckets: template.buckets().map(({ name }) => name),
    stateMachines: machines.map(({ arn }) => arn),
  };
}

/** The TCP ports on which a process listens (proc(5)). */
export function portsOf(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const lines = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n'),
  );
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const isListening = state === '0A' && sockets.has(inode);
    return isListening ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}
