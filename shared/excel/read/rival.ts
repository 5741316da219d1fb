/** SheetJS as it is, for the bench of reading alone. */
export { read } from 'xlsx';
