/** What the name of a file ends in that went out with its problems marked. */
export const MARK = '（标出问题）';
