import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../app/base/error.ts';
import type { Stores } from '../../app/store/ports.ts';
import { bothStores } from './testing/bothStores.ts';
import { modelOf } from './testing/siteFacts.ts';

describe.each(bothStores)('stores %s', (_, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  describe('of models', () => {
    it('keep the file of a model that has not been tried, until told otherwise', () => {
      const seen = [null, '/a.onnx', '/b.onnx', null].map((path) => {
        if (path !== null || stores.models.untriedFile() !== null) stores.models.keepUntriedFile(path);
        return stores.models.untriedFile();
      });
      expect(seen).toEqual([null, '/a.onnx', '/b.onnx', null]);
    });

    it('give models by time of import, at most one of them active', () => {
      stores.models.add(modelOf('late', 2000.5));
      stores.models.add(modelOf('early', 1000));
      stores.models.activate('early');
      stores.models.activate('late');
      expect(stores.models.list()).toEqual([modelOf('early', 1000), { ...modelOf('late', 2000.5), active: true }]);
    });

    it('replace a model that comes again and leave it active', () => {
      stores.models.add(modelOf('m', 1000));
      stores.models.activate('m');
      stores.models.add({ ...modelOf('m', 3000), backend: 'webgpu', active: false });
      expect(stores.models.list()).toEqual([{ ...modelOf('m', 3000), backend: 'webgpu', active: true }]);
      stores.models.delete('m');
      expect(stores.models.list()).toEqual([]);
    });

    it('refuse what names a model that is gone', () => {
      const gone = new AppError('not-found', 'This model does not exist any more. Reload the list of models.');
      expect(() => stores.models.activate('x')).toThrow(gone);
      expect(() => stores.models.delete('x')).toThrow(gone);
    });
  });
});
