import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CreatedObject, ObjectStore } from '../../../local-aws/services/object-store';
import { temporaryFolder } from '../support/temporary-folder';

describe('ObjectStore', () => {
  it('keeps text under its key and leaves nothing else behind', async () => {
    const folder = temporaryFolder();
    const objects = new ObjectStore({ runs: folder });
    await objects.putObject('runs', 'a/b.json', '{}');
    expect(() => objects.put('runs', 'a/b.json', Buffer.from('x'), { ifNoneMatch: '*' })).toThrow(
      'pre-conditions',
    );
    expect(await objects.getObject('runs', 'a/b.json')).toBe('{}');
    expect(readdirSync(`${folder}/a`)).toEqual(['b.json']);
  });

  it.each(['../outside', 'a/../../outside', './outside', '/outside', 'a//b', 'a/', '', 'a\\..\\b', 'a\0'])(
    'refuses the key %j',
    (key) => {
      const folder = temporaryFolder({ 'in/x': '' });
      const objects = new ObjectStore({ runs: `${folder}/in` });
      expect(() => objects.put('runs', key, Buffer.from('x'))).toThrow('is not the name of a file');
      expect(() => objects.get('runs', key)).toThrow('is not the name of a file');
      expect(existsSync(`${folder}/outside`)).toBe(false);
    },
  );

  it('tells where the file system fails, and fails itself', () => {
    const folder = temporaryFolder({ file: '' });
    const failures: unknown[] = [];
    const objects = new ObjectStore({ runs: `${folder}/file` }, undefined, (error) => failures.push(error));
    expect(() => objects.put('runs', 'a/b.json', Buffer.from('{}'))).toThrow('ENOTDIR');
    expect(() => objects.get('runs', 'a.json')).toThrow('does not exist');
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOTDIR' })]);
  });

  it('tells of each object that was written, and of none that was refused', () => {
    const created: CreatedObject[] = [];
    const objects = new ObjectStore({ runs: temporaryFolder() }, (object) => created.push(object));
    const etag = objects.put('runs', 'a.json', Buffer.from('{}'));
    expect(() => objects.put('runs', 'a.json', Buffer.from('x'), { ifNoneMatch: '*' })).toThrow();

    expect(created).toEqual([{ bucket: 'runs', key: 'a.json', size: 2, etag }]);
  });
});
