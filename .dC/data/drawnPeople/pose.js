// How a person stands in one picture, and from where the camera sees it.
export {};
//# sourceMappingURL=pose.js.map