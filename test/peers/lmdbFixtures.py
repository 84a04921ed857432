"""Makes test/data/pyLmdb.json: two small files written by liblmdb (py-lmdb), which the reader's tests read.

    python3 test/peers/lmdbFixtures.py > test/data/pyLmdb.json      (Debian: python3-lmdb)

`plain`: 120 keys put in random order in two transactions into a 1 TB map, values inline and on overflow pages.
`shortTail`: an intact file that ends before its last page number, because its last transaction gave pages back.
"""
import base64, json, random, struct, tempfile, zlib
import lmdb


def packed(folder):
    with open(folder + '/data.mdb', 'rb') as file:
        return base64.b64encode(zlib.compress(file.read(), 9)).decode()


def plain():
    folder = tempfile.mkdtemp()
    env = lmdb.open(folder, map_size=1 << 40)
    keys = ['%05d_%06d_%07d_%02d' % (v, pid, f, 0) for v, pid in ((1, 1), (1, 2), (2, 3)) for f in range(40)]
    order = list(enumerate(keys))
    random.Random(1).shuffle(order)
    for part in (order[:50], order[50:]):
        with env.begin(write=True) as txn:
            for i, key in part:
                txn.put(key.encode(), (key * 200).encode()[: 4500 if i % 40 == 7 else 100 + i])
    env.close()
    return packed(folder)


def short_tail():
    for seed in range(1500):
        draw = random.Random(seed)
        folder = tempfile.mkdtemp()
        env = lmdb.open(folder, map_size=1 << 28, sync=False)
        for _ in range(draw.randint(2, 4)):
            with env.begin(write=True) as txn:
                for _ in range(draw.randint(1, 80)):
                    key = b'%06d' % draw.randint(0, 100)
                    if draw.random() < 0.5:
                        txn.put(key, b'x' * draw.randint(10, 9000))
                    else:
                        txn.delete(key)
        with env.begin() as txn:
            rows = [[key.decode(), len(value)] for key, value in txn.cursor()]
        env.close()
        with open(folder + '/data.mdb', 'rb') as file:
            head = file.read(8192)
            pages = file.seek(0, 2) // 4096
        last = max((struct.unpack_from('<Q', head, at + 144)[0], struct.unpack_from('<Q', head, at + 136)[0]) for at in (0, 4096))[1]
        if pages < last + 1:
            return {'pages': pages, 'lastPage': last, 'rows': rows, 'file': packed(folder)}


print(json.dumps({'plain': plain(), 'shortTail': short_tail()}))
