/** Which items are done again: those that changed (default), only those never done, or all. */
export const RESUME_MODES = ['changed', 'never', 'always'];
//# sourceMappingURL=stage.js.map