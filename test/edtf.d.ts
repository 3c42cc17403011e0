declare module 'edtf' {
  /** The extent of a date in milliseconds since 1970, both ends included. */
  export default function edtf(text: string): { readonly min: number; readonly max: number };
}
