import '../support/quiet';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { compactVerify, decodeProtectedHeader, importSPKI } from 'jose';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { publicKeyOf, signed } from '../../../lambdas/report/sign-digests';

const kmsMock = mockClient(KMSClient);
const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/signing';
const key = { kms: new KMSClient({}), keyArn };
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const text = 'abababab  report.json\n';
const folder = mkdtempSync(join(tmpdir(), 'root-purge-signature-'));

beforeEach(() => {
  kmsMock.reset();
  kmsMock.on(SignCommand).callsFake(({ Message }) => ({ Signature: sign('sha256', Message, privateKey) }));
  kmsMock.on(GetPublicKeyCommand).resolves({ PublicKey: publicKey.export({ format: 'der', type: 'spki' }) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the signature of digests', () => {
  it('is a JWS that jose verifies, whatever the length of its two numbers', async () => {
    const verifier = await importSPKI(await publicKeyOf(key), 'ES256');
    for (let times = 0; times < 300; times++) {
      const jws = await signed(key, text);
      const { payload } = await compactVerify(jws, verifier, { algorithms: ['ES256'] });
      expect(Buffer.from(payload).toString()).toBe(text);
      expect(decodeProtectedHeader(jws)).toEqual({ alg: 'ES256', kid: keyArn });
    }
  });

  it('pads a number that is short, and drops the zero before one that looks negative', async () => {
    const short = Buffer.from('3006020101020200ff', 'hex');
    kmsMock.on(SignCommand).resolves({ Signature: short });
    const [, , signature = ''] = (await signed(key, text)).split('.');
    expect(Buffer.from(signature, 'base64url').toString('hex')).toBe(
      `${'01'.padStart(64, '0')}${'ff'.padStart(64, '0')}`,
    );
  });

  it('asks KMS for the algorithm of ES256, with a message that KMS takes', async () => {
    await signed(key, text.repeat(5).padEnd(600, 'x'));
    const [call] = kmsMock.commandCalls(SignCommand);
    const { Message = [], ...asked } = call?.args[0].input ?? {};
    expect(asked).toEqual({ KeyId: keyArn, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' });
    expect(Message.length).toBeLessThan(4096);
  });

  it('is one that openssl verifies, too, with the public key as it is written', async () => {
    const [header = '', payload = '', signature = ''] = (await signed(key, text)).split('.');
    const raw = Buffer.from(signature, 'base64url').toString('hex');
    const file = (name: string, content: string | Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const sequence = `asn1=SEQUENCE:both\n[both]\nr=INTEGER:0x${raw.slice(0, 64)}\ns=INTEGER:0x${raw.slice(64)}\n`;
    const der = join(folder, 'signature.der');
    execFileSync('openssl', [
      'asn1parse',
      '-genconf',
      file('signature.conf', sequence),
      '-noout',
      '-out',
      der,
    ]);
    const pem = file('signing-key.pem', await publicKeyOf(key));
    const message = file('message', `${header}.${payload}`);
    const said = execFileSync('openssl', ['dgst', '-sha256', '-verify', pem, '-signature', der, message]);
    expect(said.toString()).toBe('Verified OK\n');
  });

  it('is none where KMS gives none', async () => {
    kmsMock.on(SignCommand).resolves({});
    await expect(signed(key, text)).rejects.toThrow('the signature is missing');
  });
});
