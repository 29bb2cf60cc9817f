// The proof vectors of github.com/transparency-dev/merkle, testdata/inclusion and testdata/consistency, commit
// 417fb0c314750d94e53942e9f92e79b6d35915db, Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
// Changed: the 98 + 98 JSON files are written as one line each, their hashes as numbers of lines in `hashes`.
enum MerkleCases {
    /// Base64, the first line has number 0; "empty" is the empty string. Some are not 32 bytes long on purpose.
    static let hashes = """
        bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=
        47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
        empty
        q6yroAAAAAAAAAAAAAAAAAAAAAAAAAAAAGAGHgASNFY=
        V3JvbmdMZWFm
        lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=
        Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=
        a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
        nqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=
        Vwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=
        Y0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=
        vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
        yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
        037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=
        QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=
        tBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
        woVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
        237kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=
        +sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
        ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
        rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=
        8sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
        Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=
        ZjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=
        DTrtAjFI/9KiWfvQzcf7PPl1ZYdg03dbgq9vkKrMLfw=
        hqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=
        Twg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=
        e0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=
        V3JvbmdSb290
        duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=
        DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=
        HrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=
        2oVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
        w37kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=
        rBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
        3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=
        sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=
        oIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=
        ZG9uJ3QgY2FyZSAy
        ZG9uJ3QgY2FyZSAx
        """

    /// File name, index, tree size, leaf hash, root, proof, expected result.
    static let inclusion = """
        0/empty-root 0 1 0 1 - refuse
        0/happy-path 0 1 0 0 - accept
        0/leafIdx-XOR-@2 2 1 0 0 - refuse
        0/leafIdx-plus-@1 1 1 0 0 - refuse
        0/leafIdx-sub-@1 18446744073709551615 1 0 0 - refuse
        0/preceding-garbage 0 1 0 0 2 refuse
        0/preceding-root 0 1 0 0 0 refuse
        0/random-root 0 1 0 3 - refuse
        0/trailing-garbage 0 1 0 0 2 refuse
        0/trailing-root 0 1 0 0 0 refuse
        0/treeSize-div-@2 0 0 0 0 - refuse
        0/treeSize-mul-@2 0 2 0 0 - refuse
        0/wrong-leaf 0 1 4 0 - refuse
        1/empty-root 0 8 0 1 5,6,7 refuse
        1/happy-path 0 8 0 8 5,6,7 accept
        1/inserted-component 0 8 0 8 5,3,6,7 refuse
        1/leafIdx-XOR-@2 2 8 0 8 5,6,7 refuse
        1/leafIdx-plus-@1 1 8 0 8 5,6,7 refuse
        1/leafIdx-sub-@1 18446744073709551615 8 0 8 5,6,7 refuse
        1/modified-proof[0]-bit-@3 0 8 0 8 9,6,7 refuse
        1/modified-proof[1]-bit-@3 0 8 0 8 5,10,7 refuse
        1/modified-proof[2]-bit-@3 0 8 0 8 5,6,11 refuse
        1/preceding-garbage 0 8 0 8 2,5,6,7 refuse
        1/preceding-root 0 8 0 8 8,5,6,7 refuse
        1/random-root 0 8 0 3 5,6,7 refuse
        1/removed-component 0 8 0 8 5,6 refuse
        1/trailing-garbage 0 8 0 8 5,6,7,2 refuse
        1/trailing-root 0 8 0 8 5,6,7,8 refuse
        1/treeSize-div-@2 0 4 0 8 5,6,7 refuse
        1/treeSize-mul-@2 0 16 0 8 5,6,7 refuse
        1/wrong-leaf 0 8 4 8 5,6,7 refuse
        2/empty-root 5 8 15 1 12,13,14 refuse
        2/happy-path 5 8 15 8 12,13,14 accept
        2/inserted-component 5 8 15 8 12,3,13,14 refuse
        2/leafIdx-XOR-@2 7 8 15 8 12,13,14 refuse
        2/leafIdx-plus-@1 6 8 15 8 12,13,14 refuse
        2/leafIdx-sub-@1 4 8 15 8 12,13,14 refuse
        2/modified-proof[0]-bit-@3 5 8 15 8 16,13,14 refuse
        2/modified-proof[1]-bit-@3 5 8 15 8 12,17,14 refuse
        2/modified-proof[2]-bit-@3 5 8 15 8 12,13,18 refuse
        2/preceding-garbage 5 8 15 8 2,12,13,14 refuse
        2/preceding-root 5 8 15 8 8,12,13,14 refuse
        2/random-root 5 8 15 3 12,13,14 refuse
        2/removed-component 5 8 15 8 12,13 refuse
        2/trailing-garbage 5 8 15 8 12,13,14,2 refuse
        2/trailing-root 5 8 15 8 12,13,14,8 refuse
        2/treeSize-div-@2 5 4 15 8 12,13,14 refuse
        2/treeSize-mul-@2 5 16 15 8 12,13,14 refuse
        2/wrong-leaf 5 8 4 8 12,13,14 refuse
        3/empty-root 2 3 20 1 19 refuse
        3/happy-path 2 3 20 21 19 accept
        3/leafIdx-XOR-@2 0 3 20 21 19 refuse
        3/leafIdx-plus-@1 3 3 20 21 19 refuse
        3/leafIdx-sub-@1 1 3 20 21 19 refuse
        3/modified-proof[0]-bit-@3 2 3 20 21 22 refuse
        3/preceding-garbage 2 3 20 21 2,19 refuse
        3/preceding-root 2 3 20 21 21,19 refuse
        3/random-root 2 3 20 3 19 refuse
        3/removed-component 2 3 20 21 - refuse
        3/trailing-garbage 2 3 20 21 19,2 refuse
        3/trailing-root 2 3 20 21 19,21 refuse
        3/treeSize-div-@2 2 1 20 21 19 refuse
        3/treeSize-mul-@2 2 6 20 21 19 refuse
        3/wrong-leaf 2 3 4 21 19 refuse
        4/empty-root 1 5 5 1 0,6,12 refuse
        4/happy-path 1 5 5 23 0,6,12 accept
        4/inserted-component 1 5 5 23 0,3,6,12 refuse
        4/leafIdx-XOR-@2 3 5 5 23 0,6,12 refuse
        4/leafIdx-plus-@1 2 5 5 23 0,6,12 refuse
        4/leafIdx-sub-@1 0 5 5 23 0,6,12 refuse
        4/modified-proof[0]-bit-@3 1 5 5 23 24,6,12 refuse
        4/modified-proof[1]-bit-@3 1 5 5 23 0,10,12 refuse
        4/modified-proof[2]-bit-@3 1 5 5 23 0,6,16 refuse
        4/preceding-garbage 1 5 5 23 2,0,6,12 refuse
        4/preceding-root 1 5 5 23 23,0,6,12 refuse
        4/random-root 1 5 5 3 0,6,12 refuse
        4/removed-component 1 5 5 23 0,6 refuse
        4/trailing-garbage 1 5 5 23 0,6,12,2 refuse
        4/trailing-root 1 5 5 23 0,6,12,23 refuse
        4/treeSize-div-@2 1 2 5 23 0,6,12 refuse
        4/treeSize-mul-@2 1 10 5 23 0,6,12 refuse
        4/wrong-leaf 1 5 4 23 0,6,12 refuse
        additional/0/empty-root-and-random-leaf 0 0 3 1 - refuse
        additional/0/empty-root 0 0 2 1 - refuse
        additional/0/random-leaf 0 0 3 2 - refuse
        additional/1/empty-root-and-random-leaf 0 1 3 1 - refuse
        additional/1/empty-root 0 1 2 1 - refuse
        additional/1/random-leaf 0 1 3 2 - refuse
        additional/2/empty-root-and-random-leaf 1 0 3 1 - refuse
        additional/2/empty-root 1 0 2 1 - refuse
        additional/2/random-leaf 1 0 3 2 - refuse
        additional/3/empty-root-and-random-leaf 2 1 3 1 - refuse
        additional/3/empty-root 2 1 2 1 - refuse
        additional/3/random-leaf 2 1 3 2 - refuse
        single-entry/empty-leaf 0 1 2 25 - refuse
        single-entry/empty-root-and-leaf 0 1 2 2 - refuse
        single-entry/empty-root 0 1 25 2 - refuse
        single-entry/matching-root-and-leaf 0 1 25 25 - accept
        """

    /// File name, older size, newer size, older root, newer root, proof, expected result.
    static let consistency = """
        0/happy-path 1 1 0 0 - accept
        1/empty-proof 1 8 0 8 - refuse
        1/happy-path 1 8 0 8 5,6,7 accept
        1/modified-proof@0-bit-@4 1 8 0 8 26,6,7 refuse
        1/modified-proof@1-bit-@4 1 8 0 8 5,27,7 refuse
        1/modified-proof@2-bit-@4 1 8 0 8 5,6,28 refuse
        1/preceding-garbage 1 8 0 8 2,5,6,7 refuse
        1/preceding-proof-@0 1 8 0 8 5,5,6,7 refuse
        1/preceding-root1 1 8 0 8 0,5,6,7 refuse
        1/preceding-root2 1 8 0 8 8,5,6,7 refuse
        1/size1-XOR-@2 3 8 0 8 5,6,7 refuse
        1/size1-plus-@1 2 8 0 8 5,6,7 refuse
        1/size1-sub-@1 0 8 0 8 5,6,7 refuse
        1/size2-div-@2 1 4 0 8 5,6,7 refuse
        1/size2-mul-@2 1 16 0 8 5,6,7 refuse
        1/swapped-roots 1 8 8 0 5,6,7 refuse
        1/trailing-garbage 1 8 0 8 5,6,7,2 refuse
        1/trailing-root1 1 8 0 8 5,6,7,0 refuse
        1/trailing-root2 1 8 0 8 5,6,7,8 refuse
        1/truncated-proof 1 8 0 8 5,6 refuse
        1/wrong-root1 1 8 29 8 5,6,7 refuse
        1/wrong-root2 1 8 0 29 5,6,7 refuse
        2/empty-proof 6 8 30 8 - refuse
        2/happy-path 6 8 30 8 31,13,14 accept
        2/modified-proof@0-bit-@4 6 8 30 8 32,13,14 refuse
        2/modified-proof@1-bit-@4 6 8 30 8 31,33,14 refuse
        2/modified-proof@2-bit-@4 6 8 30 8 31,13,34 refuse
        2/preceding-garbage 6 8 30 8 2,31,13,14 refuse
        2/preceding-proof-@0 6 8 30 8 31,31,13,14 refuse
        2/preceding-root1 6 8 30 8 30,31,13,14 refuse
        2/preceding-root2 6 8 30 8 8,31,13,14 refuse
        2/size1-XOR-@2 4 8 30 8 31,13,14 refuse
        2/size1-plus-@1 7 8 30 8 31,13,14 refuse
        2/size1-sub-@1 5 8 30 8 31,13,14 refuse
        2/size2-div-@2 6 4 30 8 31,13,14 refuse
        2/size2-mul-@2 6 16 30 8 31,13,14 refuse
        2/swapped-roots 6 8 8 30 31,13,14 refuse
        2/trailing-garbage 6 8 30 8 31,13,14,2 refuse
        2/trailing-root1 6 8 30 8 31,13,14,30 refuse
        2/trailing-root2 6 8 30 8 31,13,14,8 refuse
        2/truncated-proof 6 8 30 8 31,13 refuse
        2/wrong-root1 6 8 29 8 31,13,14 refuse
        2/wrong-root2 6 8 30 29 31,13,14 refuse
        3/empty-proof 2 5 19 23 - refuse
        3/happy-path 2 5 19 23 6,12 accept
        3/modified-proof@0-bit-@4 2 5 19 23 27,12 refuse
        3/modified-proof@1-bit-@4 2 5 19 23 6,35 refuse
        3/preceding-garbage 2 5 19 23 2,6,12 refuse
        3/preceding-proof-@0 2 5 19 23 6,6,12 refuse
        3/preceding-root1 2 5 19 23 19,6,12 refuse
        3/preceding-root2 2 5 19 23 23,6,12 refuse
        3/size1-XOR-@2 0 5 19 23 6,12 refuse
        3/size1-plus-@1 3 5 19 23 6,12 refuse
        3/size1-sub-@1 1 5 19 23 6,12 refuse
        3/size2-div-@2 2 2 19 23 6,12 refuse
        3/size2-mul-@2 2 10 19 23 6,12 refuse
        3/swapped-roots 2 5 23 19 6,12 refuse
        3/trailing-garbage 2 5 19 23 6,12,2 refuse
        3/trailing-root1 2 5 19 23 6,12,19 refuse
        3/trailing-root2 2 5 19 23 6,12,23 refuse
        3/truncated-proof 2 5 19 23 6 refuse
        3/wrong-root1 2 5 29 23 6,12 refuse
        3/wrong-root2 2 5 19 29 6,12 refuse
        4/empty-proof 6 7 30 36 - refuse
        4/happy-path 6 7 30 36 31,37,14 accept
        4/modified-proof@0-bit-@4 6 7 30 36 32,37,14 refuse
        4/modified-proof@1-bit-@4 6 7 30 36 31,38,14 refuse
        4/modified-proof@2-bit-@4 6 7 30 36 31,37,34 refuse
        4/preceding-garbage 6 7 30 36 2,31,37,14 refuse
        4/preceding-proof-@0 6 7 30 36 31,31,37,14 refuse
        4/preceding-root1 6 7 30 36 30,31,37,14 refuse
        4/preceding-root2 6 7 30 36 36,31,37,14 refuse
        4/size1-XOR-@2 4 7 30 36 31,37,14 refuse
        4/size1-plus-@1 7 7 30 36 31,37,14 refuse
        4/size1-sub-@1 5 7 30 36 31,37,14 refuse
        4/size2-div-@2 6 3 30 36 31,37,14 refuse
        4/size2-mul-@2 6 14 30 36 31,37,14 refuse
        4/swapped-roots 6 7 36 30 31,37,14 refuse
        4/trailing-garbage 6 7 30 36 31,37,14,2 refuse
        4/trailing-root1 6 7 30 36 31,37,14,30 refuse
        4/trailing-root2 6 7 30 36 31,37,14,36 refuse
        4/truncated-proof 6 7 30 36 31,37 refuse
        4/wrong-root1 6 7 29 36 31,37,14 refuse
        4/wrong-root2 6 7 30 29 31,37,14 refuse
        additional/consistency-check-on-empty-tree-size1-is-zero-is-useless 0 1 1 1 1 refuse
        additional/roots-do-not-match-and-sizes-are-zero 0 0 1 39 - refuse
        additional/roots-do-not-not-match-and-sizes-are-one 1 1 1 39 - refuse
        additional/size1-is-greater-than-size2-again 2 1 40 39 - refuse
        additional/size1-is-greater-than-size2 1 0 40 39 - refuse
        additional/size1-is-zero-and-does-not-equal-size2 0 1 40 39 - refuse
        additional/size1-is-zero-and-size2-is-not-zero 0 1 1 39 - refuse
        additional/sizes-are-equal-one-and-proof-is-empty 1 1 39 39 - accept
        additional/sizes-are-equal-one-but-roots-are-not 1 1 40 39 - refuse
        additional/sizes-are-equal-zero-and-proof-is-empty 0 0 40 40 - refuse
        additional/sizes-are-equal-zero-but-roots-are-not 0 0 40 39 - refuse
        additional/sizes-do-not-watch-and-proof-is-empty 1 2 40 39 - refuse
        additional/sizes-match-but-proof-is-not-empty-and-sizes-are-one 1 1 1 1 1 refuse
        additional/sizes-match-but-proof-is-not-empty-and-sizes-are-zero 0 0 1 1 1 refuse
        """
}
