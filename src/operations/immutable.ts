/** A type whose parts cannot be changed, at any depth. Properties of unknown names and types are left out. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value as IsOpen<Key, Value[Key]> extends true ? never : Key]: Immutable<Value[Key]> }
    : Value;

/** True for the property that stands for all others, if they may have any value. */
type IsOpen<Key, Value> = string extends Key ? (unknown extends Value ? true : false) : false;
