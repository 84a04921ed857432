/** Connected components of a growing graph over 0, 1, 2, ...; a component is named after its smallest member. */
export class Components {
    #parent = new Map();
    /** Smallest member of the component of `node`. */
    find(node) {
        let root = node;
        for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root))
            root = up;
        // Path compression: the next look-up from here takes one step.
        for (let at = node; at !== root;) {
            const up = this.#parent.get(at);
            this.#parent.set(at, root);
            at = up;
        }
        return root;
    }
    join(a, b) {
        const first = this.find(a);
        const second = this.find(b);
        if (first !== second)
            this.#parent.set(Math.max(first, second), Math.min(first, second));
    }
}
//# sourceMappingURL=components.js.map