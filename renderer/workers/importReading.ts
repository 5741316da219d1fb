/** What an import knows about files, sheets and tables, as it travels from the worker to pages and jobs. */
import type { DamageLevel } from '#shared/excel/doctor/types';
import type { Range } from '#shared/excel/sheet';
import type { Arrangement, Decision, Problem, RegionRole, SheetKind, TableHint } from '#shared/import/types';

/** A file as it was dropped: with its place below the dropped folder (`三组/王五.xlsx`), else its name. */
export interface ImportFile {
  readonly file: File;
  readonly path: string;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'understanding' | 'examining' | 'matching' | 'planning' | 'writing';
  /** What is being worked on: a file's path, or ''. */
  readonly at: string;
  /** Of `total`; in files while reading and understanding, in households afterwards. */
  readonly done: number;
  readonly total: number;
  /** Rows read so far, while reading. */
  readonly rows?: number;
  /** About how many rows of the file at hand are left, where that can be told. */
  readonly left?: number;
}
export type OnProgress = (progress: ImportProgress) => void;

export interface ReadOptions {
  /** 数据年度 of undated yearly values; null = found out. */
  readonly year: number | null;
  /** Passwords by path of the file; the entry '' is tried on all that have none of their own. */
  readonly passwords?: Readonly<Record<string, string>>;
  /** Keep what was read before and add these files. */
  readonly add?: boolean;
  /** What was decided in an earlier worker that was stopped: taken over for the same files. */
  readonly choices?: ImportChoices;
}

/** Everything a user has decided about the sheets, to be taken over when the files are read anew. Keys: path|sheet. */
export interface ImportChoices {
  /** How many files it was decided about; 0 = the worker has none (any more). */
  readonly files?: number;
  readonly used?: Readonly<Record<string, boolean>>;
  readonly hidden?: Readonly<Record<string, HiddenChoice>>;
  readonly hints?: Readonly<Record<string, readonly TableHint[]>>;
  /** path|sheet|number of the table within the sheet → column letters of the table → entity.key or null. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** entity.key → text of the cell → label, or null for "as it stands". */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** What the damage is about (`Damages`) → whether its repair is accepted. */
  readonly damages?: Readonly<Record<string, boolean>>;
  readonly decisions?: readonly SaidDecision[];
  /** 数据年度 chosen by hand; null = found out for every sheet. */
  readonly year?: number | null;
}

/** A decision about a household, with what was on the screen when it was made. */
export interface SaidDecision {
  readonly file: string;
  readonly sheet: string;
  /** 0-based place of its first row in the file's sheet. */
  readonly row: number;
  readonly column: number;
  /** Number, head and people as the sheet stated them. */
  readonly who: string;
  readonly decision: Decision;
  /** Both values of every difference that was decided about, by `changeKey`. */
  readonly seen: Readonly<Record<string, string>>;
}

/** What becomes of the hidden rows and columns of a sheet. */
export interface HiddenChoice {
  readonly rows: 'take' | 'leave';
  readonly columns: 'take' | 'leave';
}

export interface FileSummary {
  /** Unique; inside an archive `李庄.zip/三组/王五.xlsx`. */
  readonly path: string;
  readonly bytes: number;
  /** password: waits for one; refused: cannot be used, `text` says why; empty: read, but no table was found in it. */
  readonly state: 'read' | 'password' | 'refused' | 'empty';
  /** One sentence for password, refused and empty; '' otherwise. */
  readonly text: string;
  readonly code: string;
  readonly sheets: number;
  readonly tables: number;
  readonly rows: number;
}

/** A sheet of a file, whether or not anything was found on it. */
export interface SheetInfo {
  readonly index: number;
  /** Path of its file. */
  readonly file: string;
  readonly sheet: string;
  readonly rows: number;
  readonly columns: number;
  readonly hidden: boolean;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
  readonly hiddenChoice: HiddenChoice;
  /** Takes part in the import. */
  readonly used: boolean;
  /** Indexes of its tables. */
  readonly tables: readonly number[];
  /** Rows of data that would come in if it were used; 0 when it is. */
  readonly rowsAside: number;
  /** Why nothing was found on it; '' when something was. */
  readonly text: string;
  /** The first sheet whose tables are laid out the same way; its own index when it is that one. */
  readonly like: number;
  /** How many sheets are laid out as this one, this one included; only in the first of them. */
  readonly alike: number;
  /** What the user said about it. */
  readonly hints: readonly TableHint[];
}

export interface ColumnSummary {
  /** Letters of the column in the table (of the view, where the table is one). */
  readonly at: string;
  /** Where its (last) header cell stands in the file; null = nowhere. */
  readonly place: readonly [row: number, column: number] | null;
  readonly header: string;
  /** entity.key, or null. */
  readonly field: string | null;
  readonly label: string | null;
  readonly confidence: number;
  /** Cell × factor = stored number; 1 when the units agree. */
  readonly factor: number;
  /** Set by the user in this import. */
  readonly chosen: boolean;
  /** An earlier import confirmed a field for it that its values cannot be this time; nobody has said yet what it is. */
  readonly other: boolean;
  /** Why it was mapped so, or why not: one short sentence; '' = the header says it. */
  readonly why: string;
  readonly samples: readonly string[];
}

export interface TableSummary {
  readonly index: number;
  /** Path of its file. */
  readonly file: string;
  readonly sheet: string;
  /** Index of its sheet (SheetInfo). */
  readonly on: number;
  /** 0 for the first table of the sheet, 1 … */
  readonly number: number;
  readonly range: Range;
  readonly arrangement: Arrangement;
  readonly kind: SheetKind;
  /** 1-based, in the file; empty where the table has no header row. */
  readonly headerRows: readonly number[];
  readonly dataRows: number;
  readonly columns: readonly ColumnSummary[];
  /** When this layout was confirmed before: ISO time; null = never, or not with what stands in it now. */
  readonly confirmed: string | null;
}

export interface ProblemText extends Problem {
  readonly text: string;
}
export interface ProblemSummary {
  readonly total: number;
  readonly byLevel: Readonly<Record<Problem['level'], number>>;
}

export interface Reading {
  readonly files: readonly FileSummary[];
  readonly sheets: readonly SheetInfo[];
  /** Of the sheets that are used; where several sheets are laid out alike, only those of the first. */
  readonly tables: readonly TableSummary[];
  readonly problems: ProblemSummary;
  readonly year: number;
  /** Rows of data in all tables in use. */
  readonly dataRows: number;
}

export interface PictureRegion {
  readonly role: RegionRole;
  readonly range: Range;
  /** Index of the table it belongs to. */
  readonly table: number;
}
export interface PictureDamage {
  readonly row: number;
  readonly column: number;
  readonly id: string;
  readonly level: DamageLevel;
}
/** A window of a sheet as texts. */
export interface Picture {
  readonly top: number;
  readonly left: number;
  readonly cells: readonly (readonly string[])[];
  /** Those that touch the window. */
  readonly merges: readonly Range[];
  /** Texts of merged cells that begin before the window. */
  readonly outside: readonly { readonly range: Range; readonly text: string }[];
  readonly regions: readonly PictureRegion[];
  readonly damages: readonly PictureDamage[];
  /** Rows above which one household ends and another begins. */
  readonly households: readonly Range[];
  readonly hiddenRows: readonly number[];
}
/** What a picture needs once: widths by column (in characters, a Chinese one counts two) and what is hidden. */
export interface PictureFrame {
  readonly rows: number;
  readonly columns: number;
  readonly widths: readonly number[];
  readonly hiddenColumns: readonly number[];
}

/** A text in a column of codes that no code stands for. */
export interface UnknownValue {
  /** entity.key. */
  readonly field: string;
  readonly label: string;
  readonly text: string;
  readonly count: number;
  /** First place: path of the file, sheet, A1. */
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly choices: readonly string[];
  /** The label that comes nearest, if one does. */
  readonly suggestion: string | null;
  /** What the user chose: a label, null = keep the text as it stands, undefined = not yet. */
  readonly chosen: string | null | undefined;
}
