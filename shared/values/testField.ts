/** Fields for the tests of this room. */
import type { Field, FieldSpec, ValueType } from '../catalogue/field';

export function testField(type: ValueType, more: Partial<FieldSpec> = {}): Field {
  return { key: 'x', entity: 'household', label: '测试项', section: 'basic', source: 'test', type, ...more };
}
