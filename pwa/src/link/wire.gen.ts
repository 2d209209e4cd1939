/** Made from the server's OpenAPI document by plugins/wire.mjs; never edited by hand. */

export interface paths {
    "/api/bars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bars
         * @description The codes that a scanner is examined with, for example. gs1: FNC1 stands first and for each GS in the text.
         */
        get: operations["ApiBarsBars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListBins
         * @description Bins (or docks, or containers) whose code contains q, by code; of one zone, when it is not 0.
         */
        get: operations["ApiBinsListBins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Board
         * @description Orders by state and those to look at, people, exceptions, devices and tasks; events on topic `board` patch it.
         */
        get: operations["ApiBoardBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cards
         * @description A warehouse's held commands, oldest first; `after` is the number of the last card already seen.
         */
        get: operations["ApiCardsCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Codes
         * @description All active codes of the company and one warehouse. Send the ETag back and get 304 while nothing has changed.
         */
        get: operations["ApiCodesCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contact
         * @description One contact of a device: how it stands and what it has to send, in its own order. Answered after the commit, an outcome per entry; without entries a sign of life. At most 50 entries.
         */
        post: operations["Contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commands/{command_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Command
         * @description What became of a command, its first outcome first: for who sent it and for the people of its warehouse.
         */
        get: operations["ApiCommandsCommandIdCommand"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListCounts
         * @description Counts in a state, newest first, at most 200; those in review against the books as they are known now.
         */
        get: operations["ApiCountsListCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decode
         * @description Every code in a photo with its corners, held against a list of expected ones.
         *
         *     Takes a second or two; 429 `decoding.busy` when several photos wait already.
         */
        post: operations["ApiDecodeDecode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Devices
         * @description All devices with their last contact and what is still on them, for whoever looks after devices.
         */
        get: operations["ApiDevicesDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * CatchUp
         * @description Events after a number, oldest first, 500 looked at per call: what a client reads that has found a gap.
         *
         *     topics: names with commas between, all when empty.
         */
        get: operations["ApiEventsCatchUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files
         * @description The last hundred uploaded files, newest first, with what bringing them in did.
         */
        get: operations["ApiFilesFiles"];
        put?: never;
        /**
         * Upload
         * @description Read a workbook or CSV and keep it; nothing is brought in yet. The same content is the same file.
         */
        post: operations["ApiFilesUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ReadAgain
         * @description A stored file once more, or another sheet of it.
         */
        get: operations["ApiFilesReadAgain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * DryRun
         * @description What bringing the file in would do, and every kind of dirt with its first rows; nothing is written.
         */
        post: operations["ApiFilesDryRunDryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress
         * @description How far reading, planning or bringing in has come; asked again and again while it lasts.
         */
        get: operations["ApiFilesProgressProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/frozen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListFrozen
         * @description What is frozen of an item: where, how much, why and by whom.
         */
        get: operations["ApiFrozenListFrozen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description 200 while the books answer; a proxy or a supervisor program asks this.
         */
        get: operations["ApiHealthHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/item-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListKinds
         * @description The kinds that items have: what rules are made for.
         */
        get: operations["ApiItemKindsListKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListItems
         * @description Items whose code or name contains q, by code; `after` is the last code already seen.
         */
        get: operations["ApiItemsListItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/items/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OneItem
         * @description One item with its units, codes and newest lots.
         */
        get: operations["ApiItemsItemIdOneItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview
         * @description A page of labels as it will be printed: of these ids, a zone's bins, an item's lots, or all of a kind.
         *
         *     Lots without ids and item are those that lie in the warehouse. A device's label says where it is let in: `address`
         *     of this server and the eight digits of `pairing`. skip: labels of the first sheet that are used up already.
         */
        get: operations["ApiLabelsPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AsPdf
         * @description The same labels as PDF: sheets, or one page a label for rolls. To be printed at 100 %.
         */
        get: operations["ApiLabelsPdfAsPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels.zpl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AsZpl
         * @description The same labels in the language of label printers, ZPL II: each as one picture of exactly the printer's dots.
         */
        get: operations["ApiLabelsZplAsZpl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who is signed in on what device, and what they may do.
         */
        get: operations["ApiMeMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListMovements
         * @description Movements, the newest first, each with command, person, device and scans; `before` is the last seq seen.
         */
        get: operations["ApiMovementsListMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/number-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListNumberRules
         * @description How everything is numbered, each with the number that comes next.
         */
        get: operations["ApiNumberRulesListNumberRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/number-rules/example": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * NumberExample
         * @description The number that another pattern would give next; nothing is changed. Refused when it is no pattern.
         */
        get: operations["ApiNumberRulesExampleNumberExample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListOrders
         * @description Orders whose number or customer contains q, newest first, 100 at a time.
         */
        get: operations["ApiOrdersListOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OneOrder
         * @description One order with its lines; price is null for whoever may not see prices.
         */
        get: operations["ApiOrdersOrderIdOneOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pair
         * @description Enrol this device with a code that a supervisor shows; from then on badge and PIN are good on it.
         */
        post: operations["ApiPairPair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pairing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pairing
         * @description A code that enrols devices: the command `people.pair_code`, for screens without an outbox.
         */
        post: operations["ApiPairingPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListParties
         * @description Customers and suppliers whose code or name contains q, by code; who is both counts as either.
         */
        get: operations["ApiPartiesListParties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SetPassword
         * @description Set a password: one's own with the old one, another person's with `people.set_password`.
         */
        post: operations["ApiPasswordSetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Permissions
         * @description Everything that a role can permit, by name; what everybody may do is not among it.
         */
        get: operations["ApiPermissionsPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SetPin
         * @description Set a PIN: one's own with the old one (or the password), another person's with `people.set_pin`.
         */
        post: operations["ApiPinSetPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * QrCode
         * @description A QR code of any text: the address that lets a phone in, for example.
         */
        get: operations["ApiQrQrCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/removal-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListRemovalRules
         * @description Which stock a pick takes, step by step; without any: what expires first, then what came first.
         */
        get: operations["ApiRemovalRulesListRemovalRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reviews
         * @description What imports have put aside for a person, 200 at a time; after: the last id that was seen.
         */
        get: operations["ApiReviewsReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ExportReviews
         * @description What waits for review, as CSV that a spreadsheet opens without executing anything in it.
         */
        get: operations["ApiReviewsCsvExportReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles
         * @description All roles with what each permits, for whoever looks after people.
         */
        get: operations["ApiRolesRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SignIn
         * @description Sign in with login and password, or with badge and PIN on an enrolled device.
         */
        post: operations["ApiSignInSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * SignOut
         * @description End this session. Warning about unsent work is the app's part; its outbox stays on the device.
         */
        post: operations["ApiSignOutSignOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Snapshot
         * @description My tasks and the open ones I may claim, as of one event number, to go on with without a network.
         */
        get: operations["ApiSnapshotSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListStock
         * @description Stock of one item, or in one place (or of the item in that place): on hand, what is held, what is available.
         */
        get: operations["ApiStockListStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListTasks
         * @description At most 200 tasks, by priority, then due; those that are open or in somebody's hands when no state is named.
         */
        get: operations["ApiTasksListTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OneTask
         * @description One task with its lines and steps.
         */
        get: operations["ApiTasksTaskIdOneTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users
         * @description All people, for whoever looks after people or devices.
         */
        get: operations["ApiUsersUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Version
         * @description Which server this is, and what it understands.
         */
        get: operations["ApiVersionVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListWarehouses
         * @description The warehouses that the signed-in person may work in.
         */
        get: operations["ApiWarehousesListWarehouses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * ListZones
         * @description A warehouse's zones in walk order.
         */
        get: operations["ApiZonesListZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AtWork */
        AtWork: {
            user_id: number;
            user: string;
            task: string;
            task_id: number;
            kind: string;
            place: string;
            lines_per_hour: number;
            moved_at: number;
            lines: number;
            lines_done: number;
        };
        /** BarcodeLine */
        BarcodeLine: {
            id: number;
            text: string;
            scope: string;
            unit: string;
            quantity: number;
            owner: string;
        };
        /** Bars */
        Bars: {
            path: string;
            width: number;
        };
        /** Board */
        Board: {
            number: number;
            orders: {
                [key: string]: number;
            };
            watch: components["schemas"]["Watched"][];
            people: components["schemas"]["AtWork"][];
            exceptions: components["schemas"]["Exceptional"][];
            devices: components["schemas"]["DeviceSeen"][];
            tasks?: {
                [key: string]: components["schemas"]["Waiting"];
            };
        };
        /** CardLine */
        CardLine: {
            id: number;
            warehouse_id: number;
            command_id: string;
            type: string;
            state: string;
            code: string;
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            payload: {
                [key: string]: unknown;
            };
            user_id: number;
            device_id: string;
            place_id: number;
            item_id: number;
            lot_id: number;
            serial_id: number;
            quantity: number;
            effective_at: number;
            uncertainty_us: number;
            created_at: number;
            closed_at: number;
            closed_by: number;
            resolution: string;
            note: string;
            user: string;
            device: string;
            place: string;
            item_code: string;
            item_name: string;
            lot: string;
            unit: string;
            digits: number;
            task: string;
            document: string;
            on_hand: number;
            reserved: number;
            frozen: number;
            in_doubt: number;
            scans?: components["schemas"]["Evidence"][];
        };
        /**
         * Codes
         * @example {
         *       "version": "wVUDXFiXlEfDRpSuNeNz",
         *       "codes": [
         *         [
         *           "iQYWrbRjKhHKYuQmvHLB",
         *           "SfRBympIYulANfVEodTG",
         *           9144,
         *           "BdQaRrVLsGZikpQmmFEv",
         *           "CbabcOYguawIGUCctxrb",
         *           7533
         *         ]
         *       ]
         *     }
         */
        Codes: {
            /** @example DwEkQQHiBrmXZcSFtoJx */
            version: string;
            /**
             * @example [
             *       [
             *         "soVSEeCtLViFvDEMpEHd",
             *         "utFmqCQcDdvDZVPEurUj",
             *         9241,
             *         "NXqcJcDSuFiiFSZbVAsu",
             *         "EshTKFLZjQQrDxkwhWjG",
             *         9339
             *       ]
             *     ]
             */
            codes: [
                string,
                string,
                number,
                string,
                string,
                number
            ][];
        };
        /** CommandFate */
        CommandFate: {
            id: string;
            type: string;
            warehouse_id: number;
            user_id: number;
            device_id: string;
            seq: number;
            effective_at: number;
            uncertainty_us: number;
            received_at: number;
            outcomes: components["schemas"]["Outcome"][];
        };
        /** ContainerFacts */
        ContainerFacts: {
            id: number;
            code: string;
        };
        /** DecodeAnswer */
        DecodeAnswer: {
            width: number;
            height: number;
            found: components["schemas"]["Seen"][];
            missing: string[];
            unexpected: components["schemas"]["Seen"][];
            unreadable: components["schemas"]["Unreadable"][];
            /** @default  */
            drawn: string;
        };
        /** Demo */
        Demo: {
            users: components["schemas"]["Person"][];
            pin: string;
            password: string;
        };
        /** DeviceLine */
        DeviceLine: {
            id: string;
            name: string;
            kind: string;
            enrolled: boolean;
            blocked: boolean;
            user_id: number;
            user: string;
            head: number;
            newest: number;
            unsent: number;
            drained: boolean;
            covered: number;
            last_contact_at: number;
            offset_us: number;
            uncertainty_us: number;
            scanner?: components["schemas"]["ScannerFinding"][] | null;
        };
        /** DeviceSeen */
        DeviceSeen: {
            id: string;
            name: string;
            user: string;
            last_contact_at: number;
            unsent: number;
            drained: boolean;
        };
        /** DeviceSelf */
        DeviceSelf: {
            id: string;
            /** @default  */
            name: string;
            /**
             * @default phone
             * @enum {string}
             */
            kind: "phone" | "handheld" | "tablet" | "desk";
        };
        /** DeviceState */
        DeviceState: {
            id: string;
            name: string;
            enrolled: boolean;
            head: number;
        };
        /** Drawing */
        Drawing: {
            qr: string;
            qr_size: number;
        };
        /** DryRun */
        DryRun: {
            mapping: components["schemas"]["Mapping"];
        };
        /** DryRunAnswer */
        DryRunAnswer: {
            report: components["schemas"]["Report"];
            services: string[];
        };
        /** Emission */
        Emission: {
            type: string;
            payload: {
                [key: string]: unknown;
            };
        };
        /** EventLine */
        EventLine: {
            n: number;
            kind: string;
            topics: string[];
            body: unknown;
            at: number;
        };
        /** Events */
        Events: {
            epoch: string;
            head: number;
            upto: number;
            events: components["schemas"]["EventLine"][];
            trimmed: boolean;
        };
        /** Evidence */
        Evidence: {
            id: string;
            text: string;
            step: string;
            source: string;
            verdict: string;
            effective_at: number;
        };
        /** Exceptional */
        Exceptional: {
            kind: string;
            code: string;
            facts: unknown | {
                [key: string]: string | number | boolean | string[] | null;
            };
            at: number;
            id: number;
            /** @default 0 */
            card: number;
        };
        /** FileRead */
        FileRead: {
            file: number;
            name: string;
            sha256: string;
            state: string;
            sheets: string[];
            sheet: string;
            columns: string[];
            rows: number;
            first_row: number;
            sample: string[][];
            formulas: number;
            mapping: components["schemas"]["Mapping"];
        };
        /** Finding */
        Finding: {
            kind: string;
            /** @enum {string} */
            level: "note" | "review" | "unreadable";
            count: number;
            samples: components["schemas"]["Sample"][];
        };
        /** GrantLine */
        GrantLine: {
            role: string;
            warehouse: number;
        };
        /** Health */
        Health: {
            status: string;
            epoch: string;
            jobs: number;
            batches: number;
            retries: number;
            sockets: number;
            sockets_dropped: number;
        };
        /** HoldLine */
        HoldLine: {
            id: number;
            place_id: number;
            place: string;
            item_id: number;
            item: string;
            name: string;
            digits: number;
            unit: string;
            lot: string;
            serial: string;
            quantity: number;
            reason: string;
            user: string;
            created_at: number;
        };
        /** Item */
        Item: {
            id: number;
            code: string;
            name: string;
            spec: string;
            kind: string;
            base_unit: string;
            digits: number;
            stocked: boolean;
            by_lot: boolean;
            by_serial: boolean;
            cost_method: string;
            shelf_life_days: number;
            safety_stock: number;
            price: number;
            owner: string;
            active: boolean;
            created_at: number;
        };
        /** ItemFacts */
        ItemFacts: {
            id: number;
            code: string;
            name: string;
            /** @default  */
            spec: string;
            /** @default  */
            unit: string;
            /** @default 0 */
            digits: number;
            units?: components["schemas"]["Unit"][];
        };
        /** ItemUnit */
        ItemUnit: {
            unit: string;
            numerator: number;
            denominator: number;
            used: boolean;
        };
        /** ItemWhole */
        ItemWhole: {
            item: components["schemas"]["Item"];
            units: components["schemas"]["ItemUnit"][];
            barcodes: components["schemas"]["BarcodeLine"][];
            lots: components["schemas"]["Lot"][];
        };
        /** Line */
        Line: {
            id: number;
            position: number;
            state: string;
            item: components["schemas"]["ItemFacts"];
            steps: components["schemas"]["Step"][];
            command: components["schemas"]["Emission"];
            place?: components["schemas"]["PlaceFacts"] | null;
            lot?: components["schemas"]["LotFacts"] | null;
            quantity?: number | null;
            /** @default 0 */
            done: number;
            short?: components["schemas"]["Emission"] | null;
            skip?: components["schemas"]["Emission"] | null;
        };
        /** LineMoved */
        LineMoved: {
            line: number;
            item_id: number;
            item: string;
            name: string;
            digits: number;
            unit: string;
            lot: string;
            serial: string;
            from_place: string;
            to_place: string;
            quantity: number;
            entered_quantity: number;
            entered_unit: string;
        };
        /** Lot */
        Lot: {
            id: number;
            item_id: number;
            code: string;
            made_on: string;
            expires_on: string;
        };
        /** LotFacts */
        LotFacts: {
            id: number;
            code: string;
            /** @default  */
            expires_on: string;
        };
        /** Mapping */
        Mapping: {
            columns: {
                [key: string]: number;
            };
            /** @default  */
            sheet: string;
            /** @default sheet */
            source: string;
            services?: string[] | null;
            /** @default false */
            skip_unreadable: boolean;
            /**
             * @default
             * @enum {string}
             */
            date_order: "" | "day_first" | "month_first";
            /** @default 480 */
            utc_offset_minutes: number;
            /** @default 0 */
            newest_at: number;
            /** @default 0 */
            due_hours: number;
            /** @default true */
            opening_stock: boolean;
            /** @default 0 */
            totes: number;
        };
        /** Me */
        Me: {
            user: components["schemas"]["UserSelf"];
            device: components["schemas"]["DeviceState"];
            expires_at: number;
            /** @default  */
            token: string;
        };
        /** MovementShown */
        MovementShown: {
            seq: number;
            kind: string;
            document: string;
            posted_at: number;
            effective_at: number;
            uncertainty_us: number;
            reverses: number;
            reversed_by: number;
            hash: string;
            command_id: string;
            command_type: string;
            user_id: number;
            user: string;
            device_id: string;
            device: string;
            lines: components["schemas"]["LineMoved"][];
            scans: components["schemas"]["ScanSeen"][];
        };
        /** NewSecret */
        NewSecret: {
            new: string;
            /** @default  */
            old: string;
            /** @default 0 */
            user: number;
        };
        /** NumberRuleLine */
        NumberRuleLine: {
            name: string;
            pattern: string;
            next: string;
        };
        /** OneOrder */
        OneOrder: {
            order: components["schemas"]["ShownOrder"];
            lines: components["schemas"]["ShownLine"][];
        };
        /** Orders */
        Orders: {
            orders: components["schemas"]["ShownOrder"][];
            after: string;
        };
        /**
         * Outcome
         * @description What became of one command.
         *
         *         result: accepted · adjusted (done with other figures) · superseded (done by somebody else) · held (a card
         *             waits for a person) · refused (nothing happened).
         *         code, facts: why, for all but accepted; keys of the message catalogues and what their words need.
         *         made: what came into being, by name: {"task": 12, "order": 7, "movement": 501}.
         *         card: the number of the card that holds the command, when held.
         */
        Outcome: {
            /** @enum {unknown} */
            result: "accepted" | "adjusted" | "held" | "refused" | "superseded";
            /** @default  */
            code: string;
            /** @default {} */
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            /** @default {} */
            made: {
                [key: string]: number | string | number[];
            };
            /** @default 0 */
            card: number;
        };
        /** Pair */
        Pair: {
            code: string;
            device: components["schemas"]["DeviceSelf"];
        };
        /** PairCode */
        PairCode: {
            /** @default 1 */
            uses: number;
            /** @default 15 */
            minutes: number;
        };
        /** Paired */
        Paired: {
            device: components["schemas"]["DeviceState"];
        };
        /** PairingCode */
        PairingCode: {
            code: string;
            expires_at: number;
        };
        /** PaperLabel */
        PaperLabel: {
            x: number;
            y: number;
            width: number;
            height: number;
            path: string;
            words: components["schemas"]["PaperLine"][];
            texts: string[];
        };
        /** PaperLine */
        PaperLine: {
            text: string;
            x: number;
            y: number;
            size: number;
            width: number;
            bold: boolean;
        };
        /** Party */
        Party: {
            id: number;
            code: string;
            kind: string;
            name: string;
            country: string;
            settlement_method: string;
            credit_days: number;
            contact: string;
            phone: string;
            owner: string;
            active: boolean;
            created_at: number;
        };
        /** Person */
        Person: {
            login: string;
            name: string;
            badge: string;
            roles: string[];
            /** @default false */
            everywhere: boolean;
        };
        /** Photo */
        Photo: {
            /** Format: binary */
            photo: string;
            /** @default  */
            expected: string;
            /** @default false */
            draw: boolean;
        };
        /** Place */
        Place: {
            id: number;
            warehouse_id: number;
            kind: string;
            code: string;
            real: boolean;
            zone_id: number;
            walk_order: number;
            aisle: string;
            rack: number;
            level: number;
            side: string;
            kinds: string;
            capacity: number;
            last_proven_at: number;
            pickable: boolean;
            active: boolean;
            parent_id: number;
            state: string;
            sscc: string;
        };
        /** PlaceFacts */
        PlaceFacts: {
            id: number;
            code: string;
            /** @default  */
            aisle: string;
            /** @default 0 */
            rack: number;
            /** @default 0 */
            level: number;
            /** @default  */
            side: string;
        };
        /** Preview */
        Preview: {
            page: number;
            pages: number;
            labels: number;
            page_width: number;
            page_height: number;
            label_width: number;
            label_height: number;
            places: [
                number,
                number
            ][];
            is_roll: boolean;
            here: components["schemas"]["PaperLabel"][];
            without_code: number[];
        };
        /** ProgressAnswer */
        ProgressAnswer: {
            state: string;
            /** @default  */
            phase: string;
            /** @default 0 */
            done: number;
            /** @default 0 */
            total: number;
        };
        /** RemovalRuleLine */
        RemovalRuleLine: {
            item_kind: string;
            position: number;
            zone_id: number;
            zone: string;
            take: string;
            sort: string;
            only_over: number;
        };
        /** Report */
        Report: {
            rows: number;
            ready: boolean;
            figures: {
                [key: string]: number;
            };
            findings: components["schemas"]["Finding"][];
        };
        /** ReviewShown */
        ReviewShown: {
            id: number;
            file: number;
            row: number;
            kind: string;
            state: string;
            item: number;
            item_code: string;
            item_name: string;
            digits: number;
            party: string;
            quantity: number;
            facts: {
                [key: string]: string;
            };
            note: string;
        };
        /** Reviews */
        Reviews: {
            counts: {
                [key: string]: number;
            };
            reviews: components["schemas"]["ReviewShown"][];
        };
        /** RoleLine */
        RoleLine: {
            code: string;
            name_zh: string;
            name_en: string;
            permissions: components["schemas"]["RolePermission"][];
            users: number;
        };
        /** RolePermission */
        RolePermission: {
            permission: string;
            /** @default 0 */
            amount_max: number;
        };
        /** Sample */
        Sample: {
            row: number;
            facts?: {
                [key: string]: string;
            };
        };
        /** ScanSeen */
        ScanSeen: {
            id: string;
            text: string;
            symbology: string;
            source: string;
            verdict: string;
            step: string;
            at: number;
        };
        /** ScannerFinding */
        ScannerFinding: {
            code: string;
            facts?: {
                [key: string]: string | number;
            };
        };
        /** Seen */
        Seen: {
            number: number;
            text: string;
            /** @enum {string} */
            symbology: "code128" | "code39" | "code93" | "codabar" | "itf" | "ean8" | "ean13" | "upca" | "upce" | "databar" | "databar_limited" | "databar_expanded" | "qr" | "micro_qr" | "rmqr" | "data_matrix" | "aztec" | "pdf417" | "maxicode" | "";
            aim: string;
            corners: [
                number,
                number
            ][];
            /** @default [] */
            also: [
                number,
                number
            ][][];
        };
        /** ShownLine */
        ShownLine: {
            id: number;
            position: number;
            item_id: number;
            item_code: string;
            item_name: string;
            item_unit: string;
            digits: number;
            stocked: boolean;
            quantity: number;
            unit: string;
            price: number | null;
            reserved: number;
            picked: number;
            checked: number;
            shipped: number;
            short: number;
        };
        /** ShownOrder */
        ShownOrder: {
            id: number;
            warehouse_id: number;
            number: string;
            party_id: number;
            party_name: string;
            state: string;
            whole: boolean;
            short: boolean;
            on_hold: boolean;
            hold_reason: string;
            priority: number;
            ordered_at: number;
            due_at: number;
            lines: number;
            lines_done: number;
            picker_id: number;
            checker_id: number;
            created_at: number;
            changed_at: number;
            shipped_at: number;
        };
        /** ShownResult */
        ShownResult: {
            id: number;
            task_id: number;
            place_id: number;
            place: string;
            item_id: number;
            item_code: string;
            item_name: string;
            unit: string;
            digits: number;
            lot_id: number;
            lot: string;
            counted: number;
            book: number;
            variance: number;
            state: string;
            too_close: boolean;
            user_id: number;
            counted_by: string;
            effective_at: number;
            uncertainty_us: number;
            reason: string;
            movement_seq: number;
            reviewed_by: number;
            created_at: number;
            started_at: number;
            overrule: string;
            blocked_by?: string[];
        };
        /** SignIn */
        SignIn: {
            device: components["schemas"]["DeviceSelf"];
            /** @default  */
            login: string;
            /** @default  */
            password: string;
            /** @default  */
            badge: string;
            /** @default  */
            pin: string;
            /** @default false */
            bearer: boolean;
        };
        /** Snapshot */
        Snapshot: {
            epoch: string;
            number: number;
            warehouse: number;
            tasks: components["schemas"]["Task"][];
            codes_version: string;
        };
        /** Step */
        Step: {
            id: string;
            /** @enum {string} */
            kind: "scan" | "number";
            /** @default  */
            store: string;
            /** @default  */
            want: string;
            targets?: number[];
            /**
             * @default line
             * @enum {string}
             */
            keep: "line" | "task";
            /** @default  */
            wrong: string;
            /** @default  */
            other: string;
            /** @default  */
            label: string;
            /** @default 0 */
            min: number;
            max?: number | null;
            preset?: number | null;
            /** @default  */
            over: string;
            under?: string | null;
            /** @default false */
            counts: boolean;
        };
        /** StockLine */
        StockLine: {
            place_id: number;
            place: string;
            place_kind: string;
            pickable: boolean;
            item_id: number;
            item: string;
            name: string;
            digits: number;
            unit: string;
            lot_id: number;
            lot: string;
            expires_on: string;
            serial_id: number;
            serial: string;
            on_hand: number;
            reserved: number;
            frozen: number;
            in_doubt: number;
            available: number;
            first_in_at: number;
            changed_seq: number;
        };
        /** StoredFile */
        StoredFile: {
            id: number;
            name: string;
            sha256: string;
            bytes: number;
            state: string;
            created_at: number;
            imported_at: number;
            report: components["schemas"]["Report"] | null;
            uploaded_by: string;
        };
        /** Task */
        Task: {
            id: number;
            number: string;
            kind: string;
            flow_version: number;
            /** @enum {string} */
            order: "walk" | "any";
            lines: components["schemas"]["Line"][];
            /** @default 0 */
            priority: number;
            /** @default  */
            title: string;
            /** @default  */
            document: string;
            /** @default 0 */
            holder_id: number;
            /** @default  */
            device_id: string;
            /** @default 0 */
            lease_until: number;
            container?: components["schemas"]["ContainerFacts"] | null;
            facts?: {
                [key: string]: unknown;
            };
        };
        /** TaskLine */
        TaskLine: {
            id: number;
            number: string;
            kind: string;
            state: string;
            title: string;
            lines: number;
            lines_done: number;
            holder_id: number;
            holder: string;
            priority: number;
            due_at: number;
            document: string;
            created_at: number;
            moved_at: number;
            facts: unknown;
        };
        /** Unit */
        Unit: {
            unit: string;
            numerator: number;
            denominator: number;
        };
        /** Unreadable */
        Unreadable: {
            number: number;
            corners: [
                number,
                number
            ][];
        };
        /** Upload */
        Upload: {
            /** Format: binary */
            file: string;
        };
        /** UserLine */
        UserLine: {
            id: number;
            login: string;
            name: string;
            language: string;
            badge: string;
            active: boolean;
            has_password: boolean;
            has_pin: boolean;
            roles?: string[];
            grants?: components["schemas"]["GrantLine"][];
        };
        /** UserSelf */
        UserSelf: {
            id: number;
            login: string;
            name: string;
            language: string;
            hand: string;
            theme: string;
            roles: string[];
            permissions: string[];
            warehouses: components["schemas"]["WarehouseName"][];
        };
        /** Version */
        Version: {
            version: string;
            commands: {
                [key: string]: number[];
            };
            demo?: components["schemas"]["Demo"] | null;
        };
        /** Waiting */
        Waiting: {
            /** @default 0 */
            open: number;
            /** @default 0 */
            leased: number;
            /** @default 0 */
            oldest_at: number;
        };
        /** WarehouseLine */
        WarehouseLine: {
            id: number;
            code: string;
            name: string;
            utc_offset_min: number;
        };
        /** WarehouseName */
        WarehouseName: {
            id: number;
            code: string;
            name: string;
        };
        /** Watched */
        Watched: {
            id: number;
            number: string;
            party_name: string;
            state: string;
            due_at: number;
            standing: string;
            reason: string;
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            lines: number;
            lines_done: number;
        };
        /** ZoneLine */
        ZoneLine: {
            id: number;
            code: string;
            name: string;
            walk_order: number;
        };
        /**
         * Problem
         * @description RFC 9457, with our code and facts; `title` and `code` are for programs, people read the catalogue's words.
         */
        Problem: {
            title: string;
            status: number;
            code: string;
            /** @default {} */
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            /** @default  */
            request_id: string;
            /** @default about:blank */
            type: string;
        };
        /**
         * Contact
         * @description One call of a device: how it stands, and what it has to send; without entries a sign of life.
         *
         *         newest: highest seq that it has made. drained: nothing is left on it after these entries.
         *         unsent: how many entries still wait on it. covered_ack: seq up to which it has thrown its copies away.
         *         warehouse: where it works now, for the board.
         */
        Contact: {
            device: string;
            newest: number;
            drained: boolean;
            unsent: number;
            clock: components["schemas"]["ClockReading"];
            /** @default [] */
            entries: components["schemas"]["Entry"][];
            /** @default 0 */
            covered_ack: number;
            /** @default 0 */
            warehouse: number;
        };
        /**
         * ClockReading
         * @description The device's clocks at the moment of sending.
         *
         *         device_at: its wall clock, microseconds since 1970 UTC. monotonic_ms, run_id: time since this page's start.
         *         last_round_trip_ms: how long the contact just before this one took; 0 when it was not answered, or in another run.
         */
        ClockReading: {
            device_at: number;
            /** @default 0 */
            monotonic_ms: number;
            /** @default  */
            run_id: string;
            /** @default 0 */
            last_round_trip_ms: number;
        };
        /**
         * Entry
         * @description One numbered thing that a device saw (scan) or that its user did or wants done (command).
         *
         *         id: UUIDv7 made on the device; for a command the idempotency key.
         *         seq: 1, 2, 3 … without gaps per device.
         *         type: `picking.confirm`; `scan` for scans.
         *         user: who did it; the outbox belongs to the device and may be sent while somebody else is signed in.
         *         warehouse: where; 0 for what concerns the whole company.
         *         client_at: device clock, microseconds since 1970 UTC, as the device believes it.
         *         monotonic_ms, run_id: time since this page's start and which start it was.
         *         payload: the command's own shape (Scan for scans), not yet decoded, so that a bad payload refuses one entry alone.
         *         task: the task it belongs to, 0 for none. base: event number of the snapshot it was decided on.
         *         cause: id of an earlier entry without which this one means nothing ("" for none).
         */
        Entry: {
            version: number;
            id: string;
            seq: number;
            /** @enum {unknown} */
            kind: "command" | "scan";
            type: string;
            user: number;
            warehouse: number;
            client_at: number;
            /** @description the shape of `type`, see x-commands */
            payload: Record<string, never>;
            /** @default 0 */
            monotonic_ms: number;
            /** @default  */
            run_id: string;
            /** @default 0 */
            task: number;
            /** @default 0 */
            base: number;
            /** @default  */
            cause: string;
        };
        /**
         * ContactAnswer
         * @description What the books answer to a contact.
         *
         *         epoch: which life of the database this is; another one means that a backup was restored.
         *         head: highest seq received without a gap. covered: seq up to which a backup holds the device's entries.
         *         now: server time. hash_heads: newest hash of each warehouse that the entries touched, kept by the device as witness.
         *         gap: the seq that was expected when one is missing, else 0. alarm: code when the stream was stopped, else "".
         */
        ContactAnswer: {
            epoch: string;
            head: number;
            covered: number;
            now: number;
            /** @default {} */
            hash_heads: {
                [key: string]: string;
            };
            /** @default [] */
            outcomes: components["schemas"]["Answered"][];
            /** @default 0 */
            gap: number;
            /** @default  */
            alarm: string;
        };
        /**
         * Answered
         * @description The outcome of one entry.
         */
        Answered: {
            id: string;
            seq: number;
            outcome: components["schemas"]["Outcome"];
        };
        /**
         * AddUser
         * @description A new person. roles: codes, granted for `warehouse` (0: all). A password or PIN is set by its own command.
         */
        "commands.AddUser": {
            login: string;
            name: string;
            /**
             * @default zh
             * @enum {unknown}
             */
            language: "en" | "zh";
            /** @default  */
            badge: string;
            /** @default [] */
            roles: string[];
            /** @default 0 */
            warehouse: number;
        };
        /**
         * ChangeUser
         * @description What is left out stays as it is. badge "": the badge is taken away. active false: may no longer sign in.
         */
        "commands.ChangeUser": {
            user: number;
            name?: string;
            /** @enum {unknown} */
            language?: "en" | "zh";
            badge?: string;
            active?: boolean;
        };
        /**
         * SetPassword
         * @description hash: argon2id in its own notation. The command is kept for ever, so the password itself never travels in it.
         *
         *         asked_by: who asked for it, when the house performs it for somebody who has proven the old one.
         */
        "commands.SetPassword": {
            user: number;
            hash: string;
            /** @default 0 */
            asked_by: number;
        };
        /**
         * SetPin
         * @description As SetPassword, for the PIN that goes with the badge.
         */
        "commands.SetPin": {
            user: number;
            hash: string;
            /** @default 0 */
            asked_by: number;
        };
        /**
         * SetRole
         * @description A role as it shall be from now on: made when its code is new, else replaced whole.
         */
        "commands.SetRole": {
            code: string;
            name_zh: string;
            name_en: string;
            permissions: components["schemas"]["commands.RolePermission"][];
        };
        /**
         * RolePermission
         * @description permission: a command's name, `work.*` or `*`. amount_max: money in 1/10,000, 0 for no limit.
         */
        "commands.RolePermission": {
            permission: string;
            /** @default 0 */
            amount_max: number;
        };
        /**
         * Grant
         * @description This person has this role from now on; warehouse 0: everywhere.
         */
        "commands.Grant": {
            user: number;
            role: string;
            /** @default 0 */
            warehouse: number;
        };
        /**
         * Revoke
         * @description The exact grant is taken back.
         */
        "commands.Revoke": {
            user: number;
            role: string;
            /** @default 0 */
            warehouse: number;
        };
        /**
         * PairCode
         * @description A code that enrols devices: how many, how long it is good. The outcome's `made` has code and expires_at.
         */
        "commands.PairCode": {
            /** @default 1 */
            uses: number;
            /** @default 15 */
            minutes: number;
        };
        /**
         * RenameDevice
         * @description The name that boards show for a device.
         */
        "commands.RenameDevice": {
            device: string;
            name: string;
        };
        /**
         * BlockDevice
         * @description A lost device is locked out: its sessions end, it may not sign in. blocked false: it may again, once paired.
         */
        "commands.BlockDevice": {
            device: string;
            /** @default true */
            blocked: boolean;
        };
        /**
         * SetDeviceProfile
         * @description What the doctor found out about the scanner of the device that says so; None: the profile was taken off.
         */
        "commands.SetDeviceProfile": {
            profile: components["schemas"]["commands.ScannerProfile"] | null;
        };
        /**
         * ScannerProfile
         * @description How a device's scanner types, and so how its reader mends it: as pwa/src/scanner/profile.ts says it.
         */
        "commands.ScannerProfile": {
            /** @enum {unknown} */
            version: 1;
            letters: {
                [key: string]: string;
            };
            lost: string;
            caps: boolean;
            wide: boolean;
            prefix: string;
            tail: string;
            separator: string;
            names: {
                [key: string]: string;
            };
            /** @enum {unknown} */
            doubled: "" | "joined" | "keys" | "scans";
            echo_ms: number;
            gap_ms: number;
            silence: boolean;
            aim: boolean;
            findings: components["schemas"]["commands.ScannerFinding"][];
        };
        /**
         * ScannerFinding
         * @description One thing that the scanner doctor found; its words stand in the PWA's catalogue under the code.
         */
        "commands.ScannerFinding": {
            code: string;
            /** @default {} */
            facts: {
                [key: string]: string | number;
            };
        };
        /**
         * SetPreferences
         * @description How the signed-in person wants the screens; what is left out stays.
         */
        "commands.SetPreferences": {
            /** @enum {unknown} */
            language?: "en" | "zh";
            /** @enum {unknown} */
            hand?: "left" | "right";
            /** @enum {unknown} */
            theme?: "dark" | "light" | "system";
        };
        /**
         * AddItem
         * @description A new item. code "": numbered by the rule `item`. price: money per base unit.
         */
        "commands.AddItem": {
            name: string;
            /** @default  */
            code: string;
            /** @default  */
            spec: string;
            /** @default  */
            kind: string;
            /** @default pcs */
            base_unit: string;
            /** @default 0 */
            digits: number;
            /** @default true */
            stocked: boolean;
            /** @default false */
            by_lot: boolean;
            /** @default false */
            by_serial: boolean;
            /**
             * @default fifo
             * @enum {unknown}
             */
            cost_method: "average" | "fifo";
            /** @default 0 */
            shelf_life_days: number;
            /** @default 0 */
            safety_stock: number;
            /** @default 0 */
            price: number;
        };
        /**
         * ChangeItem
         * @description What is left out stays. How an item is counted (base unit, digits, lots, serials) stays as it was made.
         */
        "commands.ChangeItem": {
            item: number;
            name?: string;
            spec?: string;
            kind?: string;
            shelf_life_days?: number;
            safety_stock?: number;
            price?: number;
            owner?: string;
            active?: boolean;
        };
        /**
         * AddUnit
         * @description One `unit` of the item is numerator/denominator base units; said again it changes, until it has been used.
         */
        "commands.AddUnit": {
            item: number;
            unit: string;
            numerator: number;
            /** @default 1 */
            denominator: number;
        };
        /**
         * BindBarcode
         * @description Give a text its one meaning in a scope. quantity: whole units that one scan means (items).
         */
        "commands.BindBarcode": {
            text: string;
            /** @enum {unknown} */
            kind: "bin" | "container" | "device" | "item" | "lot" | "task" | "user";
            target_id: number;
            /** @default  */
            unit: string;
            /** @default 1 */
            quantity: number;
            /** @default company */
            scope: string;
        };
        /**
         * EndBarcode
         * @description A text means nothing any more; what was scanned keeps what it meant.
         */
        "commands.EndBarcode": {
            barcode: number;
        };
        /**
         * AddWarehouse
         * @description A new warehouse with its virtual places. utc_offset_min: its wall clock, 480 is China's.
         */
        "commands.AddWarehouse": {
            code: string;
            name: string;
            /** @default 480 */
            utc_offset_min: number;
        };
        /**
         * AddZone
         * @description A zone of the command's warehouse. kinds: item kinds that may lie there, all when empty.
         */
        "commands.AddZone": {
            code: string;
            /** @default  */
            name: string;
            /** @default 0 */
            walk_order: number;
            /** @default [] */
            kinds: string[];
        };
        /**
         * AddBin
         * @description A bin (or a dock) of the command's warehouse; its code is bound as its barcode at once.
         */
        "commands.AddBin": {
            code: string;
            /**
             * @default bin
             * @enum {unknown}
             */
            kind: "bin" | "dock";
            /** @default 0 */
            zone: number;
            /** @default 0 */
            walk_order: number;
            /** @default  */
            aisle: string;
            /** @default 0 */
            rack: number;
            /** @default 0 */
            level: number;
            /**
             * @default
             * @enum {unknown}
             */
            side: "" | "left" | "right";
            /** @default [] */
            kinds: string[];
            /** @default 0 */
            capacity: number;
            /** @default true */
            pickable: boolean;
        };
        /**
         * ChangeBin
         * @description What is left out stays as it is; a bin that holds goods cannot be taken out of use.
         */
        "commands.ChangeBin": {
            place: number;
            zone?: number;
            walk_order?: number;
            aisle?: string;
            rack?: number;
            level?: number;
            /** @enum {unknown} */
            side?: "" | "left" | "right";
            capacity?: number;
            pickable?: boolean;
            active?: boolean;
        };
        /**
         * AddContainer
         * @description A tote, carton or pallet, itself a place. code "": numbered by the rule `container`. parent: where it stands.
         *
         *         sscc: the number that somebody gave it already. new_sscc: it gets one of ours, by the rule `sscc`.
         */
        "commands.AddContainer": {
            /** @default  */
            code: string;
            /** @default 0 */
            parent: number;
            /** @default false */
            pickable: boolean;
            /** @default  */
            sscc: string;
            /** @default false */
            new_sscc: boolean;
        };
        /**
         * AddParty
         * @description A customer, a supplier, or both. code "": numbered by the rule `party`.
         */
        "commands.AddParty": {
            name: string;
            /** @enum {unknown} */
            kind: "both" | "customer" | "supplier";
            /** @default  */
            code: string;
            /** @default  */
            country: string;
            /** @default  */
            settlement_method: string;
            /** @default 0 */
            credit_days: number;
            /** @default  */
            contact: string;
            /** @default  */
            phone: string;
        };
        /**
         * ChangeParty
         * @description What is left out stays as it is.
         */
        "commands.ChangeParty": {
            party: number;
            name?: string;
            /** @enum {unknown} */
            kind?: "both" | "customer" | "supplier";
            country?: string;
            settlement_method?: string;
            credit_days?: number;
            contact?: string;
            phone?: string;
            owner?: string;
            active?: boolean;
        };
        /**
         * AddLot
         * @description A lot of an item. expires_on "": from made_on and the item's shelf life, when it has one.
         */
        "commands.AddLot": {
            item: number;
            code: string;
            /** @default  */
            made_on: string;
            /** @default  */
            expires_on: string;
        };
        /**
         * LabelLots
         * @description Give lots a number for their labels, where neither a code nor the item's GTIN can say them yet.
         */
        "commands.LabelLots": {
            lots: number[];
        };
        /**
         * SetNumberRule
         * @description How documents of a name are numbered from now on: `MAT-YYYY-0001`.
         */
        "commands.SetNumberRule": {
            name: string;
            pattern: string;
        };
        /**
         * Adjust
         * @description Correct the books of one key by a signed quantity. cost: money of the whole line for what was found.
         */
        "commands.Adjust": {
            place: number;
            item: number;
            quantity: number;
            reason: string;
            /** @default 0 */
            lot: number;
            /** @default 0 */
            serial: number;
            /** @default null */
            cost: number | null;
        };
        /**
         * Freeze
         * @description Take stock out of what may be promised or picked; newer promises on it yield.
         */
        "commands.Freeze": {
            place: number;
            item: number;
            quantity: number;
            reason: string;
            /** @default 0 */
            lot: number;
            /** @default 0 */
            serial: number;
        };
        /**
         * Unfreeze
         * @description Frozen stock may be used again.
         */
        "commands.Unfreeze": {
            hold: number;
        };
        /**
         * Reverse
         * @description Take a movement of the command's warehouse back.
         */
        "commands.Reverse": {
            seq: number;
            reason: string;
        };
        /**
         * SetRemovalRules
         * @description Which stock a pick takes from now on, for one kind of items ("": all others); no rules: FEFO, then FIFO.
         */
        "commands.SetRemovalRules": {
            rules: components["schemas"]["commands.RemovalRule"][];
            /** @default  */
            item_kind: string;
        };
        /**
         * RemovalRule
         * @description One step of the chain. sort: orders separated by spaces, out of fefo, fifo, lifo, nearest. only_over: on hand.
         */
        "commands.RemovalRule": {
            /** @default 0 */
            zone: number;
            /**
             * @default any
             * @enum {unknown}
             */
            take: "any" | "empty_bin" | "packs";
            /** @default fefo fifo */
            sort: string;
            /** @default 0 */
            only_over: number;
        };
        /**
         * Claim
         * @description I take this task, on this device.
         */
        "commands.Claim": {
            task: number;
        };
        /**
         * GiveBack
         * @description Somebody else may have it; what is done stays done.
         */
        "commands.GiveBack": {
            task: number;
        };
        /**
         * TakeOver
         * @description The one who has it does not go on: a supervisor at any time, anybody once the lease has run out.
         */
        "commands.TakeOver": {
            task: number;
        };
        /**
         * Assign
         * @description That person shall do it: nobody else sees it as open until given back.
         */
        "commands.Assign": {
            task: number;
            user: number;
        };
        /**
         * Draft
         * @description A new order. number "": the rule gives one. party 0: a cash sale. whole: all or nothing when reserving.
         */
        "commands.Draft": {
            lines: components["schemas"]["commands.DraftLine"][];
            /** @default 0 */
            party: number;
            /** @default  */
            number: string;
            /** @default 0 */
            ordered_at: number;
            /** @default 0 */
            due_at: number;
            /** @default false */
            whole: boolean;
            /** @default 0 */
            priority: number;
        };
        /**
         * DraftLine
         * @description quantity: 10^-digits base units. unit: as ordered, for show. price: money for one base unit.
         */
        "commands.DraftLine": {
            item: number;
            quantity: number;
            /** @default  */
            unit: string;
            /** @default 0 */
            price: number;
        };
        /**
         * Submit
         * @description The draft is complete.
         */
        "commands.server.selling.commands.Submit": {
            order: number;
        };
        /**
         * Approve
         * @description The order may be delivered.
         */
        "commands.server.selling.commands.Approve": {
            order: number;
        };
        /**
         * HoldOrder
         * @description Nothing more happens to it until resumed.
         */
        "commands.HoldOrder": {
            order: number;
            reason: string;
        };
        /**
         * Resume
         * @description It may go on.
         */
        "commands.Resume": {
            order: number;
        };
        /**
         * Cancel
         * @description It is not wanted any more; only as long as nothing is picked.
         */
        "commands.Cancel": {
            order: number;
            reason: string;
        };
        /**
         * Reserve
         * @description Hold stock for what is not held yet.
         */
        "commands.Reserve": {
            order: number;
        };
        /**
         * Release
         * @description To the floor: reserve what is not held yet, make pick tasks. All of them or none.
         */
        "commands.Release": {
            orders: number[];
        };
        /**
         * Confirm
         * @description Taken from the bin and put into the tote. scans: ids of the scans that prove it. override: why one is missing.
         */
        "commands.server.picking.commands.Confirm": {
            task: number;
            line: number;
            place: number;
            item: number;
            quantity: number;
            container: number;
            scans: string[];
            /** @default 0 */
            lot: number;
            /** @default 0 */
            serial: number;
            /** @default  */
            override: string;
        };
        /**
         * Short
         * @description Less is there than asked for; what was found is in the tote (0: no tote needed). reason: a reason code.
         */
        "commands.Short": {
            task: number;
            line: number;
            quantity_found: number;
            reason: string;
            scans: string[];
            /** @default 0 */
            container: number;
            /** @default  */
            override: string;
        };
        /**
         * Skip
         * @description Not now; the line comes back.
         */
        "commands.Skip": {
            task: number;
            line: number;
        };
        /**
         * Undo
         * @description The goods are back in the bin: the line's last pick is taken back.
         */
        "commands.Undo": {
            task: number;
            line: number;
        };
        /**
         * Confirm
         * @description The line is in the tote as ordered.
         */
        "commands.server.checking.commands.Confirm": {
            task: number;
            line: number;
            quantity: number;
            scans: string[];
        };
        /**
         * Report
         * @description The tote holds another quantity; a person decides.
         */
        "commands.Report": {
            task: number;
            line: number;
            quantity: number;
            /** @default  */
            reason: string;
        };
        /**
         * Ship
         * @description The checked goods of an order go to the customer.
         *
         *         override: why goods go that have expired; takes `shipping.override`.
         */
        "commands.Ship": {
            order: number;
            /** @default  */
            override: string;
        };
        /**
         * Plan
         * @description Count this item in this place, blind.
         */
        "commands.Plan": {
            place: number;
            item: number;
            /** @default 0 */
            lot: number;
        };
        /**
         * Submit
         * @description So much is there; 0: I looked and there is none.
         *
         *         started_at: device clock at the first piece; 0, or what cannot be: the count began with the first scan.
         */
        "commands.server.counting.commands.Submit": {
            task: number;
            line: number;
            quantity: number;
            scans: string[];
            /** @default 0 */
            started_at: number;
        };
        /**
         * Approve
         * @description The difference is real: the books follow the count.
         *
         *         overrule: why it is posted although devices may still hold something of before it; takes `counting.overrule`.
         */
        "commands.server.counting.commands.Approve": {
            result: number;
            reason: string;
            /** @default  */
            overrule: string;
        };
        /**
         * Reject
         * @description Not believed: another person counts again.
         */
        "commands.Reject": {
            result: number;
            reason: string;
        };
        /**
         * Move
         * @description From one place to another. scans: ids of the scans of both places and of the item.
         */
        "commands.Move": {
            item: number;
            from_place: number;
            to_place: number;
            quantity: number;
            scans: string[];
            /** @default 0 */
            lot: number;
            /** @default 0 */
            serial: number;
        };
        /**
         * PutBack
         * @description Goods that somebody took in vain are in the bin again.
         */
        "commands.PutBack": {
            task: number;
            line: number;
            to_place: number;
            quantity: number;
            scans: string[];
        };
        /**
         * StoreFile
         * @description Keep an uploaded file as it came. The content waits in `importing.arrivals` under its hash.
         */
        "commands.StoreFile": {
            name: string;
            sha256: string;
            bytes: number;
        };
        /**
         * BringIn
         * @description Bring everything of a stored file into the books, or nothing of it.
         */
        "commands.BringIn": {
            file: number;
            mapping: components["schemas"]["commands.Mapping"];
            warehouse: number;
        };
        /**
         * Mapping
         * @description How a sheet is to be understood; guessed by the server, changed by a person.
         *
         *         columns: which column (0 is the first) holds what. sheet: its name, "" for the first.
         *         source: the system that numbered the orders; the same source and number is the same order in every file.
         *         services: codes that are no goods (postage, discounts); None lets the server find them.
         *         skip_unreadable: bring in the rest and put unreadable rows to review; otherwise they stop the whole file.
         *         date_order: how 3/4/2026 is meant; "" lets the server find out. utc_offset_minutes: the time zone of the dates.
         *         newest_at: all dates move together so that the newest is at this moment (demos, rehearsals); 0 leaves them alone.
         *         due_hours: every order is promised so long after it was placed; 0, and what would be over already, has no promise.
         *         opening_stock: make bins and stock that cover the orders. totes: so many containers T-0001 … beside them.
         */
        "commands.Mapping": {
            columns: {
                [key: string]: number;
            };
            /** @default  */
            sheet: string;
            /** @default sheet */
            source: string;
            /** @default null */
            services: string[] | null;
            /** @default false */
            skip_unreadable: boolean;
            /**
             * @default
             * @enum {unknown}
             */
            date_order: "" | "day_first" | "month_first";
            /** @default 480 */
            utc_offset_minutes: number;
            /** @default 0 */
            newest_at: number;
            /** @default 0 */
            due_hours: number;
            /** @default true */
            opening_stock: boolean;
            /** @default 0 */
            totes: number;
        };
        /**
         * CloseReview
         * @description A person has looked at what the import put aside. done: dealt with; dropped: nothing to do.
         */
        "commands.CloseReview": {
            review: number;
            /** @enum {unknown} */
            resolution: "done" | "dropped";
            /** @default  */
            note: string;
        };
        /**
         * CloseCard
         * @description A person decides about a held command.
         *
         *         resolution: post: try again now. put_back: the goods are back where they were, nothing is to be posted.
         */
        "commands.CloseCard": {
            card: number;
            /** @enum {unknown} */
            resolution: "post" | "put_back";
            /** @default  */
            note: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ApiBarsBars: {
        parameters: {
            query: {
                /** @example A-02-2 */
                text: string;
                gs1?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "path": "M10 0h2v1h-2zM13 0h1v1h-1zM16 0h1v1h-1zM21 0h1v1h-1zM23 0h1v1h-1zM27 0h2v1h-2zM32 0h1v1h-1zM35 0h2v1h-2zM38 0h3v1h-3zM43 0h1v1h-1zM46 0h3v1h-3zM50 0h2v1h-2zM54 0h2v1h-2zM58 0h3v1h-3zM63 0h1v1h-1zM65 0h1v1h-1zM68 0h2v1h-2zM71 0h3v1h-3zM76 0h2v1h-2zM80 0h3v1h-3zM85 0h1v1h-1zM87 0h1v1h-1zM91 0h2v1h-2zM94 0h3v1h-3zM98 0h2v1h-2zM103 0h3v1h-3zM107 0h1v1h-1zM109 0h2v1h-2z",
                     *       "width": 121
                     *     }
                     */
                    "application/json": components["schemas"]["Bars"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiBinsListBins: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example B-39-1 */
                q?: string;
                kind?: string;
                after?: string;
                limit?: number;
                zone?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1221,
                     *         "warehouse_id": 1,
                     *         "kind": "bin",
                     *         "code": "B-39-1",
                     *         "real": true,
                     *         "zone_id": 2,
                     *         "walk_order": 1611,
                     *         "aisle": "B",
                     *         "rack": 39,
                     *         "level": 1,
                     *         "side": "left",
                     *         "kinds": "[]",
                     *         "capacity": 0,
                     *         "last_proven_at": 0,
                     *         "pickable": true,
                     *         "active": true,
                     *         "parent_id": 0,
                     *         "state": "",
                     *         "sscc": ""
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Place"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiBoardBoard: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": 1520,
                     *       "orders": {
                     *         "approved": 55,
                     *         "picking": 5,
                     *         "released": 34,
                     *         "reserved": 1257,
                     *         "shipped": 1
                     *       },
                     *       "watch": [
                     *         {
                     *           "id": 1264,
                     *           "number": "539264",
                     *           "party_name": "15224 United Kingdom",
                     *           "state": "approved",
                     *           "due_at": 1795367277400688,
                     *           "standing": "late",
                     *           "reason": "reports.unconfirmed",
                     *           "facts": {},
                     *           "lines": 12,
                     *           "lines_done": 0
                     *         },
                     *         {
                     *           "id": 1265,
                     *           "number": "539265",
                     *           "party_name": "现金客户 / Cash sales",
                     *           "state": "approved",
                     *           "due_at": 1795367277400688,
                     *           "standing": "late",
                     *           "reason": "reports.unconfirmed",
                     *           "facts": {},
                     *           "lines": 1,
                     *           "lines_done": 0
                     *         }
                     *       ],
                     *       "people": [
                     *         {
                     *           "user_id": 1,
                     *           "user": "李强",
                     *           "task": "T-261123-0017",
                     *           "task_id": 17,
                     *           "kind": "pick",
                     *           "place": "D-08-3",
                     *           "lines_per_hour": 4,
                     *           "moved_at": 1795367342790565,
                     *           "lines": 5,
                     *           "lines_done": 1
                     *         },
                     *         {
                     *           "user_id": 2,
                     *           "user": "吴丽",
                     *           "task": "T-261123-0004",
                     *           "task_id": 4,
                     *           "kind": "pick",
                     *           "place": "A-27-3",
                     *           "lines_per_hour": 1,
                     *           "moved_at": 1795366970554987,
                     *           "lines": 4,
                     *           "lines_done": 1
                     *         }
                     *       ],
                     *       "exceptions": [],
                     *       "devices": [
                     *         {
                     *           "id": "01a2043f-c7ed-7beb-958a-cd0b792a0f78",
                     *           "name": "admin",
                     *           "user": "管理员",
                     *           "last_contact_at": 1795367619360185,
                     *           "unsent": 0,
                     *           "drained": true
                     *         },
                     *         {
                     *           "id": "01a2043c-a5d7-704b-84b3-ba8924785465",
                     *           "name": "chen",
                     *           "user": "陈主管",
                     *           "last_contact_at": 1795367417165208,
                     *           "unsent": 0,
                     *           "drained": true
                     *         }
                     *       ],
                     *       "tasks": {
                     *         "pick": {
                     *           "open": 32,
                     *           "leased": 7,
                     *           "oldest_at": 1795366026490931
                     *         },
                     *         "count": {
                     *           "open": 4,
                     *           "leased": 0,
                     *           "oldest_at": 1795366621923223
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiCardsCards: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example settled */
                state?: "open" | "settled" | "closed";
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1,
                     *         "warehouse_id": 1,
                     *         "command_id": "01a20430-92ce-7694-95b3-2e3e47148c69",
                     *         "type": "picking.confirm",
                     *         "state": "settled",
                     *         "code": "picking.beyond_books",
                     *         "facts": {
                     *           "item": "85034B",
                     *           "place": "E-01-1",
                     *           "taken": 4,
                     *           "posted": 0,
                     *           "held": 4,
                     *           "digits": 0,
                     *           "unit": "pcs"
                     *         },
                     *         "payload": {
                     *           "task": 5,
                     *           "line": 29,
                     *           "place": 39,
                     *           "item": 1847,
                     *           "quantity": 4,
                     *           "container": 2763,
                     *           "scans": [
                     *             "01a20430-92ce-7325-a40a-b673aa11270b",
                     *             "01a20430-92ce-7a9b-91d7-33d45ba62423",
                     *             "01a20430-92ce-7c56-9243-89d77e1fe211"
                     *           ],
                     *           "lot": 0,
                     *           "serial": 0,
                     *           "override": ""
                     *         },
                     *         "user_id": 1,
                     *         "device_id": "01a20430-906d-711c-80f4-e957b1d193d7",
                     *         "place_id": 39,
                     *         "item_id": 1847,
                     *         "lot_id": 0,
                     *         "serial_id": 0,
                     *         "quantity": 4,
                     *         "effective_at": 1795366620924094,
                     *         "uncertainty_us": 1001039,
                     *         "created_at": 1795366621923223,
                     *         "closed_at": 1795366970389582,
                     *         "closed_by": 7,
                     *         "resolution": "post",
                     *         "note": "",
                     *         "user": "李强",
                     *         "device": "li",
                     *         "place": "E-01-1",
                     *         "item_code": "85034B",
                     *         "item_name": "3 WHITE CHOC MORRIS BOXED CANDLES",
                     *         "lot": "",
                     *         "unit": "pcs",
                     *         "digits": 0,
                     *         "task": "T-261122-0005",
                     *         "document": "539281",
                     *         "on_hand": 0,
                     *         "reserved": 0,
                     *         "frozen": 0,
                     *         "in_doubt": 0,
                     *         "scans": [
                     *           {
                     *             "id": "01a20430-92ce-7325-a40a-b673aa11270b",
                     *             "text": "E-01-1",
                     *             "step": "bin",
                     *             "source": "hid",
                     *             "verdict": "accepted",
                     *             "effective_at": 1795366620921000
                     *           },
                     *           {
                     *             "id": "01a20430-92ce-7a9b-91d7-33d45ba62423",
                     *             "text": "85034B",
                     *             "step": "item",
                     *             "source": "hid",
                     *             "verdict": "accepted",
                     *             "effective_at": 1795366620922000
                     *           },
                     *           {
                     *             "id": "01a20430-92ce-7c56-9243-89d77e1fe211",
                     *             "text": "T-0007",
                     *             "step": "tote",
                     *             "source": "hid",
                     *             "verdict": "accepted",
                     *             "effective_at": 1795366620923000
                     *           }
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["CardLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiCodesCodes: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every active code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "01a2043f-caf2-7248-a433-14a6078a566a",
                     *       "codes": [
                     *         [
                     *           "10002",
                     *           "item",
                     *           32,
                     *           "10002",
                     *           "",
                     *           1
                     *         ],
                     *         [
                     *           "10120",
                     *           "item",
                     *           1631,
                     *           "10120",
                     *           "",
                     *           1
                     *         ]
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Codes"];
                };
            };
            /** @description Nothing has changed */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Contact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Contact"];
            };
        };
        responses: {
            /** @description Everything readable is stored; what became of each entry */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiCommandsCommandIdCommand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a20430-92ce-7694-95b3-2e3e47148c69 */
                command_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a20430-92ce-7694-95b3-2e3e47148c69",
                     *       "type": "picking.confirm",
                     *       "warehouse_id": 1,
                     *       "user_id": 1,
                     *       "device_id": "01a20430-906d-711c-80f4-e957b1d193d7",
                     *       "seq": 21,
                     *       "effective_at": 1795366620924094,
                     *       "uncertainty_us": 1001039,
                     *       "received_at": 1795366621923223,
                     *       "outcomes": [
                     *         {
                     *           "result": "held",
                     *           "code": "picking.beyond_books",
                     *           "facts": {
                     *             "item": "85034B",
                     *             "place": "E-01-1",
                     *             "taken": 4,
                     *             "posted": 0,
                     *             "held": 4,
                     *             "digits": 0,
                     *             "unit": "pcs"
                     *           },
                     *           "card": 1
                     *         },
                     *         {
                     *           "result": "accepted"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CommandFate"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiCountsListCounts: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example posted */
                state?: "in_review" | "matched" | "posted" | "rejected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1,
                     *         "task_id": 47,
                     *         "place_id": 476,
                     *         "place": "A-14-4",
                     *         "item_id": 369,
                     *         "item_code": "22273",
                     *         "item_name": "FELTCRAFT DOLL MOLLY",
                     *         "unit": "pcs",
                     *         "digits": 0,
                     *         "lot_id": 0,
                     *         "lot": "",
                     *         "counted": 0,
                     *         "book": 118,
                     *         "variance": -118,
                     *         "state": "posted",
                     *         "too_close": true,
                     *         "user_id": 5,
                     *         "counted_by": "刘洋",
                     *         "effective_at": 1795366969727326,
                     *         "uncertainty_us": 1001327,
                     *         "reason": "gone",
                     *         "movement_seq": 12,
                     *         "reviewed_by": 7,
                     *         "created_at": 1795366970726750,
                     *         "started_at": 0,
                     *         "overrule": "",
                     *         "blocked_by": []
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ShownResult"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiDecodeDecode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photo": "(the bytes of pallet.jpg)",
                 *       "expected": "6985260574796\nPAL-12003-3729\nPAL-12099-0001",
                 *       "draw": false
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Photo"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "width": 4000,
                     *       "height": 3000,
                     *       "found": [
                     *         {
                     *           "number": 1,
                     *           "text": "6985260574796",
                     *           "symbology": "ean13",
                     *           "aim": "]E0",
                     *           "corners": [
                     *             [
                     *               2430,
                     *               490
                     *             ],
                     *             [
                     *               2717,
                     *               490
                     *             ],
                     *             [
                     *               2723,
                     *               614
                     *             ],
                     *             [
                     *               2433,
                     *               614
                     *             ]
                     *           ],
                     *           "also": []
                     *         },
                     *         {
                     *           "number": 2,
                     *           "text": "PAL-12003-3729",
                     *           "symbology": "qr",
                     *           "aim": "]Q1",
                     *           "corners": [
                     *             [
                     *               3489,
                     *               522
                     *             ],
                     *             [
                     *               3555,
                     *               524
                     *             ],
                     *             [
                     *               3552,
                     *               590
                     *             ],
                     *             [
                     *               3486,
                     *               588
                     *             ]
                     *           ],
                     *           "also": []
                     *         }
                     *       ],
                     *       "missing": [
                     *         "PAL-12099-0001"
                     *       ],
                     *       "unexpected": [
                     *         {
                     *           "number": 3,
                     *           "text": "PAL-12010-1431",
                     *           "symbology": "code128",
                     *           "aim": "]C0",
                     *           "corners": [
                     *             [
                     *               2243,
                     *               2331
                     *             ],
                     *             [
                     *               2736,
                     *               2331
                     *             ],
                     *             [
                     *               2744,
                     *               2450
                     *             ],
                     *             [
                     *               2240,
                     *               2450
                     *             ]
                     *           ],
                     *           "also": []
                     *         }
                     *       ],
                     *       "unreadable": [
                     *         {
                     *           "number": 4,
                     *           "corners": [
                     *             [
                     *               3310,
                     *               2322
                     *             ],
                     *             [
                     *               3712,
                     *               2330
                     *             ],
                     *             [
                     *               3709,
                     *               2474
                     *             ],
                     *             [
                     *               3307,
                     *               2466
                     *             ]
                     *           ]
                     *         }
                     *       ],
                     *       "drawn": ""
                     *     }
                     */
                    "application/json": components["schemas"]["DecodeAnswer"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiDevicesDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "01a2043f-c7ed-7beb-958a-cd0b792a0f78",
                     *         "name": "admin",
                     *         "kind": "phone",
                     *         "enrolled": false,
                     *         "blocked": false,
                     *         "user_id": 8,
                     *         "user": "管理员",
                     *         "head": 3,
                     *         "newest": 3,
                     *         "unsent": 0,
                     *         "drained": true,
                     *         "covered": 0,
                     *         "last_contact_at": 1795367619360185,
                     *         "offset_us": -957072,
                     *         "uncertainty_us": 998723,
                     *         "scanner": null
                     *       },
                     *       {
                     *         "id": "01a2043c-a5d7-704b-84b3-ba8924785465",
                     *         "name": "chen",
                     *         "kind": "phone",
                     *         "enrolled": false,
                     *         "blocked": false,
                     *         "user_id": 7,
                     *         "user": "陈主管",
                     *         "head": 5,
                     *         "newest": 5,
                     *         "unsent": 0,
                     *         "drained": true,
                     *         "covered": 0,
                     *         "last_contact_at": 1795367417165208,
                     *         "offset_us": -921194,
                     *         "uncertainty_us": 965305,
                     *         "scanner": [
                     *           {
                     *             "code": "layout",
                     *             "facts": {
                     *               "scanner": "US",
                     *               "phone": "DE"
                     *             }
                     *           }
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["DeviceLine"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiEventsCatchUp: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example 10 */
                since?: number;
                /** @example board */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "epoch": "01a2043b-78b6-7ea8-8fa3-e434b12ab7b4",
                     *       "head": 1520,
                     *       "upto": 510,
                     *       "events": [
                     *         {
                     *           "n": 11,
                     *           "kind": "order.changed",
                     *           "topics": [
                     *             "orders",
                     *             "board"
                     *           ],
                     *           "body": {
                     *             "was": "reserved",
                     *             "id": 1275,
                     *             "warehouse_id": 1,
                     *             "number": "539283",
                     *             "party_id": 104,
                     *             "party_name": "14092 United Kingdom",
                     *             "state": "released",
                     *             "whole": false,
                     *             "short": false,
                     *             "on_hold": false,
                     *             "hold_reason": "",
                     *             "priority": 0,
                     *             "ordered_at": 1795283577400688,
                     *             "due_at": 1795369977400688,
                     *             "lines": 13,
                     *             "lines_done": 0,
                     *             "picker_id": 0,
                     *             "checker_id": 0,
                     *             "created_at": 1795366024879168,
                     *             "changed_at": 1795366026490931,
                     *             "shipped_at": 0
                     *           },
                     *           "at": 1795366026490931
                     *         },
                     *         {
                     *           "n": 12,
                     *           "kind": "order.changed",
                     *           "topics": [
                     *             "orders",
                     *             "board"
                     *           ],
                     *           "body": {
                     *             "was": "approved",
                     *             "id": 1270,
                     *             "warehouse_id": 1,
                     *             "number": "539272",
                     *             "party_id": 856,
                     *             "party_name": "15759 United Kingdom",
                     *             "state": "reserved",
                     *             "whole": false,
                     *             "short": false,
                     *             "on_hold": false,
                     *             "hold_reason": "",
                     *             "priority": 0,
                     *             "ordered_at": 1795282497400688,
                     *             "due_at": 1795368897400688,
                     *             "lines": 4,
                     *             "lines_done": 0,
                     *             "picker_id": 0,
                     *             "checker_id": 0,
                     *             "created_at": 1795366024879168,
                     *             "changed_at": 1795366026490931,
                     *             "shipped_at": 0
                     *           },
                     *           "at": 1795366026490931
                     *         }
                     *       ],
                     *       "trimmed": false
                     *     }
                     */
                    "application/json": components["schemas"]["Events"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiFilesFiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 3,
                     *         "name": "stock-list.csv",
                     *         "sha256": "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470",
                     *         "bytes": 8,
                     *         "state": "uploaded",
                     *         "created_at": 1795367416887904,
                     *         "imported_at": 0,
                     *         "report": null,
                     *         "uploaded_by": "陈主管"
                     *       },
                     *       {
                     *         "id": 2,
                     *         "name": "orders-tuesday.csv",
                     *         "sha256": "7fc3d9aa4b237a5a16a1328058cd05ccf7ef314efd92d66577690b3d2cad4f6b",
                     *         "bytes": 347,
                     *         "state": "uploaded",
                     *         "created_at": 1795367413668784,
                     *         "imported_at": 0,
                     *         "report": null,
                     *         "uploaded_by": "陈主管"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["StoredFile"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiFilesUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "(the bytes of online_retail.xlsx)"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Upload"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": 1,
                     *       "name": "online_retail.xlsx",
                     *       "sha256": "329e41937a7e4011d0516fffc6a3167d1475362a6207f1e53340bbb56fa064cb",
                     *       "state": "imported",
                     *       "sheets": [
                     *         "Online Retail"
                     *       ],
                     *       "sheet": "Online Retail",
                     *       "columns": [
                     *         "InvoiceNo",
                     *         "StockCode",
                     *         "Description",
                     *         "Quantity",
                     *         "InvoiceDate",
                     *         "UnitPrice",
                     *         "CustomerID",
                     *         "Country"
                     *       ],
                     *       "rows": 35206,
                     *       "first_row": 2,
                     *       "sample": [
                     *         [
                     *           "536365",
                     *           "85123A",
                     *           "WHITE HANGING HEART T-LIGHT HOLDER",
                     *           "6",
                     *           "2010-12-01 08:26:00",
                     *           "2.55",
                     *           "17850",
                     *           "United Kingdom"
                     *         ],
                     *         [
                     *           "536365",
                     *           "71053",
                     *           "WHITE METAL LANTERN",
                     *           "6",
                     *           "2010-12-01 08:26:00",
                     *           "3.39",
                     *           "17850",
                     *           "United Kingdom"
                     *         ]
                     *       ],
                     *       "formulas": 0,
                     *       "mapping": {
                     *         "columns": {
                     *           "order": 0,
                     *           "item": 1,
                     *           "name": 2,
                     *           "quantity": 3,
                     *           "ordered_at": 4,
                     *           "price": 5,
                     *           "customer": 6,
                     *           "country": 7
                     *         },
                     *         "sheet": "Online Retail"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FileRead"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiFilesReadAgain: {
        parameters: {
            query?: {
                sheet_name?: string;
            };
            header?: never;
            path: {
                /** @example 1 */
                file: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": 1,
                     *       "name": "online_retail.xlsx",
                     *       "sha256": "329e41937a7e4011d0516fffc6a3167d1475362a6207f1e53340bbb56fa064cb",
                     *       "state": "imported",
                     *       "sheets": [
                     *         "Online Retail"
                     *       ],
                     *       "sheet": "Online Retail",
                     *       "columns": [
                     *         "InvoiceNo",
                     *         "StockCode",
                     *         "Description",
                     *         "Quantity",
                     *         "InvoiceDate",
                     *         "UnitPrice",
                     *         "CustomerID",
                     *         "Country"
                     *       ],
                     *       "rows": 35206,
                     *       "first_row": 2,
                     *       "sample": [
                     *         [
                     *           "536365",
                     *           "85123A",
                     *           "WHITE HANGING HEART T-LIGHT HOLDER",
                     *           "6",
                     *           "2010-12-01 08:26:00",
                     *           "2.55",
                     *           "17850",
                     *           "United Kingdom"
                     *         ],
                     *         [
                     *           "536365",
                     *           "71053",
                     *           "WHITE METAL LANTERN",
                     *           "6",
                     *           "2010-12-01 08:26:00",
                     *           "3.39",
                     *           "17850",
                     *           "United Kingdom"
                     *         ]
                     *       ],
                     *       "formulas": 0,
                     *       "mapping": {
                     *         "columns": {
                     *           "order": 0,
                     *           "item": 1,
                     *           "name": 2,
                     *           "quantity": 3,
                     *           "ordered_at": 4,
                     *           "price": 5,
                     *           "customer": 6,
                     *           "country": 7
                     *         },
                     *         "sheet": "Online Retail"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FileRead"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiFilesDryRunDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                file: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mapping": {
                 *         "columns": {
                 *           "order": 0,
                 *           "item": 1,
                 *           "name": 2,
                 *           "quantity": 3,
                 *           "ordered_at": 4,
                 *           "price": 5,
                 *           "customer": 6,
                 *           "country": 7
                 *         },
                 *         "skip_unreadable": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DryRun"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "report": {
                     *         "rows": 4,
                     *         "ready": true,
                     *         "figures": {
                     *           "orders": 1,
                     *           "order_lines": 2,
                     *           "orders_known": 0,
                     *           "items": 1,
                     *           "items_known": 1,
                     *           "services": 0,
                     *           "parties": 0,
                     *           "parties_known": 2,
                     *           "returns": 0,
                     *           "adjustments": 1,
                     *           "unreadable": 1
                     *         },
                     *         "findings": [
                     *           {
                     *             "kind": "unreadable_quantity",
                     *             "level": "unreadable",
                     *             "count": 1,
                     *             "samples": [
                     *               {
                     *                 "row": 4,
                     *                 "facts": {
                     *                   "reason": "not_a_number",
                     *                   "text": "abc"
                     *                 }
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       },
                     *       "services": []
                     *     }
                     */
                    "application/json": components["schemas"]["DryRunAnswer"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiFilesProgressProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                file: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "imported",
                     *       "phase": "",
                     *       "done": 0,
                     *       "total": 0
                     *     }
                     */
                    "application/json": components["schemas"]["ProgressAnswer"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiFrozenListFrozen: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example 2579 */
                item: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 33139,
                     *         "place_id": 1221,
                     *         "place": "B-39-1",
                     *         "item_id": 2579,
                     *         "item": "22721",
                     *         "name": "SET OF 3 CAKE TINS SKETCHBOOK",
                     *         "digits": 0,
                     *         "unit": "pcs",
                     *         "lot": "",
                     *         "serial": "",
                     *         "quantity": 2,
                     *         "reason": "label torn",
                     *         "user": "管理员",
                     *         "created_at": 1795367619301156
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["HoldLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiHealthHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "epoch": "01a2043b-78b6-7ea8-8fa3-e434b12ab7b4",
                     *       "jobs": 35,
                     *       "batches": 35,
                     *       "retries": 0,
                     *       "sockets": 0,
                     *       "sockets_dropped": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiItemKindsListKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       "tins"
                     *     ]
                     */
                    "application/json": string[];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiItemsListItems: {
        parameters: {
            query?: {
                /** @example 22721 */
                q?: string;
                after?: string;
                limit?: number;
                kind?: string;
                active?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 2579,
                     *         "code": "22721",
                     *         "name": "SET OF 3 CAKE TINS SKETCHBOOK",
                     *         "spec": "",
                     *         "kind": "tins",
                     *         "base_unit": "pcs",
                     *         "digits": 0,
                     *         "stocked": true,
                     *         "by_lot": false,
                     *         "by_serial": false,
                     *         "cost_method": "fifo",
                     *         "shelf_life_days": 0,
                     *         "safety_stock": 0,
                     *         "price": 49500,
                     *         "owner": "import 1",
                     *         "active": true,
                     *         "created_at": 1795366024879168
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Item"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiItemsItemIdOneItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 2579 */
                item_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "item": {
                     *         "id": 2579,
                     *         "code": "22721",
                     *         "name": "SET OF 3 CAKE TINS SKETCHBOOK",
                     *         "spec": "",
                     *         "kind": "tins",
                     *         "base_unit": "pcs",
                     *         "digits": 0,
                     *         "stocked": true,
                     *         "by_lot": false,
                     *         "by_serial": false,
                     *         "cost_method": "fifo",
                     *         "shelf_life_days": 0,
                     *         "safety_stock": 0,
                     *         "price": 49500,
                     *         "owner": "import 1",
                     *         "active": true,
                     *         "created_at": 1795366024879168
                     *       },
                     *       "units": [],
                     *       "barcodes": [
                     *         {
                     *           "id": 5534,
                     *           "text": "22721",
                     *           "scope": "company",
                     *           "unit": "",
                     *           "quantity": 1,
                     *           "owner": "import 1"
                     *         }
                     *       ],
                     *       "lots": []
                     *     }
                     */
                    "application/json": components["schemas"]["ItemWhole"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiLabelsPreview: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example bin */
                kind: "bin" | "item" | "lot" | "container" | "user" | "device";
                /** @example 1221 */
                ids?: string;
                zone?: string;
                item?: number;
                pairing?: string;
                address?: string;
                /** @example L7160 */
                medium?: "L7160" | "L7163" | "L7165" | "L7173" | "L7651" | "L4731" | "5160" | "60x40" | "70x50" | "100x150";
                codes?: "auto" | "both" | "square" | "bars";
                skip?: number;
                copies?: number;
                language?: "zh" | "en";
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": 1,
                     *       "pages": 1,
                     *       "labels": 1,
                     *       "page_width": 210,
                     *       "page_height": 297,
                     *       "label_width": 63.5,
                     *       "label_height": 38.1,
                     *       "places": [
                     *         [
                     *           7.25,
                     *           15.15
                     *         ],
                     *         [
                     *           73.25,
                     *           15.15
                     *         ]
                     *       ],
                     *       "is_roll": false,
                     *       "here": [
                     *         {
                     *           "x": 7.25,
                     *           "y": 15.15,
                     *           "width": 750,
                     *           "height": 450,
                     *           "path": "M122 288h10v100h-10zM137 288h5v100h-5zM152 288h5v100h-5zM177 288h5v100h-5zM197 288h5v100h-5zM207 288h10v100h-10zM232 288h5v100h-5zM247 288h10v100h-10zM262 288h15v100h-15zM287 288h10v100h-10zM307 288h5v100h-5zM317 288h15v100h-15z",
                     *           "words": [
                     *             {
                     *               "text": "B-39-1",
                     *               "x": 328.3,
                     *               "y": 418.5,
                     *               "size": 31,
                     *               "width": 93.5,
                     *               "bold": false
                     *             },
                     *             {
                     *               "text": "B-39-1",
                     *               "x": 270,
                     *               "y": 157.4,
                     *               "size": 112,
                     *               "width": 337.8,
                     *               "bold": true
                     *             },
                     *             {
                     *               "text": "佛山一仓",
                     *               "x": 270,
                     *               "y": 238.6,
                     *               "size": 56,
                     *               "width": 224,
                     *               "bold": false
                     *             }
                     *           ],
                     *           "texts": [
                     *             "B-39-1",
                     *             "B-39-1"
                     *           ]
                     *         }
                     *       ],
                     *       "without_code": []
                     *     }
                     */
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiLabelsPdfAsPdf: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example bin */
                kind: "bin" | "item" | "lot" | "container" | "user" | "device";
                /** @example 1221 */
                ids?: string;
                zone?: string;
                item?: number;
                pairing?: string;
                address?: string;
                /** @example L7160 */
                medium?: "L7160" | "L7163" | "L7165" | "L7173" | "L7651" | "L4731" | "5160" | "60x40" | "70x50" | "100x150";
                codes?: "auto" | "both" | "square" | "bars";
                /** @example 3 */
                skip?: number;
                copies?: number;
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example (a PDF of one A4 sheet) */
                    "application/pdf": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiLabelsZplAsZpl: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example bin */
                kind: "bin" | "item" | "lot" | "container" | "user" | "device";
                /** @example 1221 */
                ids?: string;
                zone?: string;
                item?: number;
                pairing?: string;
                address?: string;
                /** @example 60x40 */
                medium?: "L7160" | "L7163" | "L7165" | "L7173" | "L7651" | "L4731" | "5160" | "60x40" | "70x50" | "100x150";
                codes?: "auto" | "both" | "square" | "bars";
                copies?: number;
                language?: "zh" | "en";
                /** @example 203 */
                dpi?: 203 | 300;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example ^XA
                     *     ^PW480
                     *     ^LL320
                     *     ^LH0,0
                     *     ^LS0
                     *     ^FO0,0^GFA,19200,19200,60,,::::::::::::::::::::::::::::::::::::::::::P0PFC0FC0FC0FC0PFC,:::::P0FCM0FCK03FI0FCM0FC,P0FCM0…^FS
                     *     ^PQ1
                     *     ^XZ
                     */
                    "text/plain": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiMeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": 8,
                     *         "login": "admin",
                     *         "name": "管理员",
                     *         "language": "zh",
                     *         "hand": "right",
                     *         "theme": "light",
                     *         "roles": [
                     *           "admin"
                     *         ],
                     *         "permissions": [
                     *           "*"
                     *         ],
                     *         "warehouses": [
                     *           {
                     *             "id": 1,
                     *             "code": "FS1",
                     *             "name": "佛山一仓"
                     *           }
                     *         ]
                     *       },
                     *       "device": {
                     *         "id": "01a2043f-c7ed-7beb-958a-cd0b792a0f78",
                     *         "name": "admin",
                     *         "enrolled": false,
                     *         "head": 3
                     *       },
                     *       "expires_at": 1797959618599345
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiMovementsListMovements: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                item?: number;
                place?: number;
                before?: number;
                /** @example 2 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "seq": 13,
                     *         "kind": "pick",
                     *         "document": "539286",
                     *         "posted_at": 1795367342790565,
                     *         "effective_at": 1795367331959353,
                     *         "uncertainty_us": 999316,
                     *         "reverses": 0,
                     *         "reversed_by": 0,
                     *         "hash": "c224ba82bb07ae8c54081cf34ea9b4eb03fb1e4874940f751bdd3bab3219bf99",
                     *         "command_id": "01a2043b-6c43-78d3-8e27-5c614cae9098",
                     *         "command_type": "picking.confirm",
                     *         "user_id": 1,
                     *         "user": "李强",
                     *         "device_id": "01a2043b-6173-77b5-9753-c0de43c59be3",
                     *         "device": "li",
                     *         "lines": [
                     *           {
                     *             "line": 1,
                     *             "item_id": 530,
                     *             "item": "20979",
                     *             "name": "36 PENCILS TUBE RED RETROSPOT",
                     *             "digits": 0,
                     *             "unit": "pcs",
                     *             "lot": "",
                     *             "serial": "",
                     *             "from_place": "D-29-3",
                     *             "to_place": "T-0031",
                     *             "quantity": 16,
                     *             "entered_quantity": 0,
                     *             "entered_unit": ""
                     *           }
                     *         ],
                     *         "scans": [
                     *           {
                     *             "id": "01a2043b-6c43-7a5d-a739-b0a911c5f336",
                     *             "text": "D-29-3",
                     *             "symbology": "",
                     *             "source": "hid",
                     *             "verdict": "accepted",
                     *             "step": "bin",
                     *             "at": 1795367331959330
                     *           }
                     *         ]
                     *       },
                     *       {
                     *         "seq": 12,
                     *         "kind": "count",
                     *         "document": "",
                     *         "posted_at": 1795366970819017,
                     *         "effective_at": 1795366969727326,
                     *         "uncertainty_us": 1001327,
                     *         "reverses": 0,
                     *         "reversed_by": 0,
                     *         "hash": "23acb37024943f0c7ef7c1aea11b7fd6fefc845a954a1681b94699539bb8ea28",
                     *         "command_id": "01a20435-e5af-7f19-8b6e-a9209f9da8c1",
                     *         "command_type": "counting.approve",
                     *         "user_id": 7,
                     *         "user": "陈主管",
                     *         "device_id": "01a20435-e23b-7d84-b675-08d9c736b2b8",
                     *         "device": "chen",
                     *         "lines": [
                     *           {
                     *             "line": 1,
                     *             "item_id": 369,
                     *             "item": "22273",
                     *             "name": "FELTCRAFT DOLL MOLLY",
                     *             "digits": 0,
                     *             "unit": "pcs",
                     *             "lot": "",
                     *             "serial": "",
                     *             "from_place": "A-14-4",
                     *             "to_place": "variance",
                     *             "quantity": 118,
                     *             "entered_quantity": 0,
                     *             "entered_unit": ""
                     *           }
                     *         ],
                     *         "scans": []
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["MovementShown"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiNumberRulesListNumberRules: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "name": "container",
                     *         "pattern": "TOTE-0001",
                     *         "next": "TOTE-0001"
                     *       },
                     *       {
                     *         "name": "count",
                     *         "pattern": "C-YYMMDD-0001",
                     *         "next": "C-261123-0001"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["NumberRuleLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiNumberRulesExampleNumberExample: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example order */
                name: string;
                /** @example SO-YYYY-0001 */
                pattern: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "order",
                     *       "pattern": "SO-YYYY-0001",
                     *       "next": "SO-2026-0001"
                     *     }
                     */
                    "application/json": components["schemas"]["NumberRuleLine"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiOrdersListOrders: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                state?: "" | "draft" | "submitted" | "approved" | "reserved" | "released" | "picking" | "picked" | "checked" | "shipped" | "cancelled";
                /** @example 539268 */
                q?: string;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orders": [
                     *         {
                     *           "id": 1268,
                     *           "warehouse_id": 1,
                     *           "number": "539268",
                     *           "party_id": 853,
                     *           "party_name": "13534 United Kingdom",
                     *           "state": "released",
                     *           "whole": false,
                     *           "short": false,
                     *           "on_hold": false,
                     *           "hold_reason": "",
                     *           "priority": 0,
                     *           "ordered_at": 1795282197400688,
                     *           "due_at": 1795368597400688,
                     *           "lines": 2,
                     *           "lines_done": 0,
                     *           "picker_id": 0,
                     *           "checker_id": 0,
                     *           "created_at": 1795366024879168,
                     *           "changed_at": 1795366026490931,
                     *           "shipped_at": 0
                     *         }
                     *       ],
                     *       "after": ""
                     *     }
                     */
                    "application/json": components["schemas"]["Orders"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiOrdersOrderIdOneOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1268 */
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order": {
                     *         "id": 1268,
                     *         "warehouse_id": 1,
                     *         "number": "539268",
                     *         "party_id": 853,
                     *         "party_name": "13534 United Kingdom",
                     *         "state": "released",
                     *         "whole": false,
                     *         "short": false,
                     *         "on_hold": false,
                     *         "hold_reason": "",
                     *         "priority": 0,
                     *         "ordered_at": 1795282197400688,
                     *         "due_at": 1795368597400688,
                     *         "lines": 2,
                     *         "lines_done": 0,
                     *         "picker_id": 0,
                     *         "checker_id": 0,
                     *         "created_at": 1795366024879168,
                     *         "changed_at": 1795366026490931,
                     *         "shipped_at": 0
                     *       },
                     *       "lines": [
                     *         {
                     *           "id": 32910,
                     *           "position": 1,
                     *           "item_id": 2564,
                     *           "item_code": "22720",
                     *           "item_name": "SET OF 3 CAKE TINS PANTRY DESIGN",
                     *           "item_unit": "pcs",
                     *           "digits": 0,
                     *           "stocked": true,
                     *           "quantity": 3,
                     *           "unit": "pcs",
                     *           "price": 49500,
                     *           "reserved": 3,
                     *           "picked": 0,
                     *           "checked": 0,
                     *           "shipped": 0,
                     *           "short": 0
                     *         },
                     *         {
                     *           "id": 32911,
                     *           "position": 2,
                     *           "item_id": 2579,
                     *           "item_code": "22721",
                     *           "item_name": "SET OF 3 CAKE TINS SKETCHBOOK",
                     *           "item_unit": "pcs",
                     *           "digits": 0,
                     *           "stocked": true,
                     *           "quantity": 3,
                     *           "unit": "pcs",
                     *           "price": 49500,
                     *           "reserved": 3,
                     *           "picked": 0,
                     *           "checked": 0,
                     *           "shipped": 0,
                     *           "short": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OneOrder"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiPairPair: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "88621845",
                 *       "device": {
                 *         "id": "01970e5c-5a00-7000-8000-000000000001",
                 *         "name": "Handheld 3",
                 *         "kind": "handheld"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Pair"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "device": {
                     *         "id": "01970e5c-5a00-7000-8000-000000000001",
                     *         "name": "Handheld 3",
                     *         "enrolled": true,
                     *         "head": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Paired"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiPairingPairing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minutes": 15,
                 *       "uses": 5
                 *     }
                 */
                "application/json": components["schemas"]["PairCode"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "88621845",
                     *       "expires_at": 1795368125938153
                     *     }
                     */
                    "application/json": components["schemas"]["PairingCode"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiPartiesListParties: {
        parameters: {
            query?: {
                /** @example 13534 */
                q?: string;
                after?: string;
                limit?: number;
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 853,
                     *         "code": "13534",
                     *         "kind": "customer",
                     *         "name": "13534 United Kingdom",
                     *         "country": "United Kingdom",
                     *         "settlement_method": "",
                     *         "credit_days": 0,
                     *         "contact": "",
                     *         "phone": "",
                     *         "owner": "import 1",
                     *         "active": true,
                     *         "created_at": 1795366024879168
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Party"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiPasswordSetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "old": "truebin-demo",
                 *       "new": "three wooden pallets"
                 *     }
                 */
                "application/json": components["schemas"]["NewSecret"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiPermissionsPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       "cards.close",
                     *       "catalog.add_bin",
                     *       "catalog.add_container",
                     *       "catalog.add_item",
                     *       "catalog.add_lot",
                     *       "catalog.add_party",
                     *       "catalog.add_unit",
                     *       "catalog.add_warehouse",
                     *       "catalog.add_zone"
                     *     ]
                     */
                    "application/json": string[];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiPinSetPin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "old": "2468",
                 *       "new": "1357"
                 *     }
                 */
                "application/json": components["schemas"]["NewSecret"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiQrQrCode: {
        parameters: {
            query: {
                /** @example https://wms.example.com/#/pair/88621845 */
                text: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "qr": "M4 4h7v1h-7zM12 4h7v1h-7zM21 4h4v1h-4zM26 4h7v1h-7zM4 5h1v1h-1zM10 5h1v1h-1zM12 5h1v1h-1zM15 5h1v1h-1zM18 5h1v1h-1zM20 5",
                     *       "qr_size": 37
                     *     }
                     */
                    "application/json": components["schemas"]["Drawing"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiRemovalRulesListRemovalRules: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "item_kind": "",
                     *         "position": 1,
                     *         "zone_id": 0,
                     *         "zone": "",
                     *         "take": "any",
                     *         "sort": "fefo fifo",
                     *         "only_over": 0
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["RemovalRuleLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiReviewsReviews: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                state?: "open" | "done" | "dropped";
                /** @example return */
                kind?: string;
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {
                     *         "adjustment": 130,
                     *         "customer_countries": 1,
                     *         "return": 592,
                     *         "same_name": 11,
                     *         "several_names": 13
                     *       },
                     *       "reviews": [
                     *         {
                     *           "id": 2,
                     *           "file": 1,
                     *           "row": 156,
                     *           "kind": "return",
                     *           "state": "open",
                     *           "item": 122,
                     *           "item_code": "35004C",
                     *           "item_name": "SET OF 3 COLOURED FLYING DUCKS",
                     *           "digits": 0,
                     *           "party": "15311",
                     *           "quantity": -1,
                     *           "facts": {
                     *             "order": "C536383",
                     *             "name": "SET OF 3 COLOURED FLYING DUCKS"
                     *           },
                     *           "note": ""
                     *         },
                     *         {
                     *           "id": 3,
                     *           "file": 1,
                     *           "row": 237,
                     *           "kind": "return",
                     *           "state": "open",
                     *           "item": 180,
                     *           "item_code": "22556",
                     *           "item_name": "PLASTERS IN TIN CIRCUS PARADE",
                     *           "digits": 0,
                     *           "party": "17548",
                     *           "quantity": -12,
                     *           "facts": {
                     *             "order": "C536391",
                     *             "name": "PLASTERS IN TIN CIRCUS PARADE"
                     *           },
                     *           "note": ""
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Reviews"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiReviewsCsvExportReviews: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example review,file,row,kind,item,name,quantity,party,facts
                     *     2,1,156,return,35004C,SET OF 3 COLOURED FLYING DUCKS,'-1,15311,order: C536383; name: SET OF 3 COLOURED FLYING DUCKS
                     *     3,1,237,return,22556,PLASTERS IN TIN CIRCUS PARADE,'-12,17548,order: C536391; name: PLASTERS IN TIN CIRCUS PARADE
                     */
                    "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiRolesRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "code": "admin",
                     *         "name_zh": "管理员",
                     *         "name_en": "Admin",
                     *         "permissions": [
                     *           {
                     *             "permission": "*",
                     *             "amount_max": 0
                     *           }
                     *         ],
                     *         "users": 1
                     *       },
                     *       {
                     *         "code": "checker",
                     *         "name_zh": "复核员",
                     *         "name_en": "Checker",
                     *         "permissions": [
                     *           {
                     *             "permission": "checking.confirm",
                     *             "amount_max": 0
                     *           }
                     *         ],
                     *         "users": 2
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["RoleLine"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiSignInSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "device": {
                 *         "id": "01970e5c-5a00-7000-8000-000000000001",
                 *         "name": "Handheld 3",
                 *         "kind": "handheld"
                 *       },
                 *       "badge": "U-1001",
                 *       "pin": "2468"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": 1,
                     *         "login": "li",
                     *         "name": "李强",
                     *         "language": "zh",
                     *         "hand": "right",
                     *         "theme": "light",
                     *         "roles": [
                     *           "picker"
                     *         ],
                     *         "permissions": [
                     *           "picking.confirm",
                     *           "picking.short",
                     *           "picking.skip",
                     *           "picking.undo",
                     *           "relocating.put_back",
                     *           "tasks.claim",
                     *           "tasks.give_back",
                     *           "tasks.take_over"
                     *         ],
                     *         "warehouses": [
                     *           {
                     *             "id": 1,
                     *             "code": "FS1",
                     *             "name": "佛山一仓"
                     *           }
                     *         ]
                     *       },
                     *       "device": {
                     *         "id": "01970e5c-5a00-7000-8000-000000000001",
                     *         "name": "Handheld 3",
                     *         "enrolled": true,
                     *         "head": 0
                     *       },
                     *       "expires_at": 1797959617745936
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiSignOutSignOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tries */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiSnapshotSnapshot: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "epoch": "01a2043b-78b6-7ea8-8fa3-e434b12ab7b4",
                     *       "number": 1520,
                     *       "warehouse": 1,
                     *       "tasks": [
                     *         {
                     *           "id": 41,
                     *           "number": "T-261123-0041",
                     *           "kind": "count",
                     *           "flow_version": 1,
                     *           "order": "walk",
                     *           "lines": [
                     *             {
                     *               "id": 307,
                     *               "position": 1,
                     *               "state": "queued",
                     *               "item": {
                     *                 "id": 1847,
                     *                 "code": "85034B",
                     *                 "name": "3 WHITE CHOC MORRIS BOXED CANDLES",
                     *                 "unit": "pcs"
                     *               },
                     *               "steps": [
                     *                 {
                     *                   "id": "bin",
                     *                   "kind": "scan",
                     *                   "want": "bin",
                     *                   "targets": [
                     *                     39
                     *                   ],
                     *                   "wrong": "counting.wrong_bin",
                     *                   "other": "counting.not_a_bin",
                     *                   "label": "E-01-1"
                     *                 }
                     *               ],
                     *               "command": {
                     *                 "type": "counting.submit",
                     *                 "payload": {
                     *                   "task": 41,
                     *                   "line": 307,
                     *                   "quantity": 0,
                     *                   "scans": [],
                     *                   "started_at": 0
                     *                 }
                     *               },
                     *               "place": {
                     *                 "id": 39,
                     *                 "code": "E-01-1",
                     *                 "aisle": "E",
                     *                 "rack": 1,
                     *                 "level": 1,
                     *                 "side": "left"
                     *               }
                     *             }
                     *           ],
                     *           "priority": 1,
                     *           "title": "E-01-1",
                     *           "document": "T-261123-0005"
                     *         },
                     *         {
                     *           "id": 42,
                     *           "number": "T-261123-0042",
                     *           "kind": "count",
                     *           "flow_version": 1,
                     *           "order": "walk",
                     *           "lines": [
                     *             {
                     *               "id": 308,
                     *               "position": 1,
                     *               "state": "queued",
                     *               "item": {
                     *                 "id": 1847,
                     *                 "code": "85034B",
                     *                 "name": "3 WHITE CHOC MORRIS BOXED CANDLES",
                     *                 "unit": "pcs"
                     *               },
                     *               "steps": [
                     *                 {
                     *                   "id": "bin",
                     *                   "kind": "scan",
                     *                   "want": "bin",
                     *                   "targets": [
                     *                     1442
                     *                   ],
                     *                   "wrong": "counting.wrong_bin",
                     *                   "other": "counting.not_a_bin",
                     *                   "label": "A-46-5"
                     *                 }
                     *               ],
                     *               "command": {
                     *                 "type": "counting.submit",
                     *                 "payload": {
                     *                   "task": 42,
                     *                   "line": 308,
                     *                   "quantity": 0,
                     *                   "scans": [],
                     *                   "started_at": 0
                     *                 }
                     *               },
                     *               "place": {
                     *                 "id": 1442,
                     *                 "code": "A-46-5",
                     *                 "aisle": "A",
                     *                 "rack": 46,
                     *                 "level": 5,
                     *                 "side": "right"
                     *               }
                     *             }
                     *           ],
                     *           "priority": 1,
                     *           "title": "A-46-5",
                     *           "document": "T-261123-0005"
                     *         }
                     *       ],
                     *       "codes_version": "01a2043f-caf2-7248-a433-14a6078a566a"
                     *     }
                     */
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiStockListStock: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                /** @example 2579 */
                item?: number;
                place?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "place_id": 1221,
                     *         "place": "B-39-1",
                     *         "place_kind": "bin",
                     *         "pickable": true,
                     *         "item_id": 2579,
                     *         "item": "22721",
                     *         "name": "SET OF 3 CAKE TINS SKETCHBOOK",
                     *         "digits": 0,
                     *         "unit": "pcs",
                     *         "lot_id": 0,
                     *         "lot": "",
                     *         "expires_on": "",
                     *         "serial_id": 0,
                     *         "serial": "",
                     *         "on_hand": 29,
                     *         "reserved": 18,
                     *         "frozen": 2,
                     *         "in_doubt": 0,
                     *         "available": 9,
                     *         "first_in_at": 1795366024878153,
                     *         "changed_seq": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["StockLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiTasksListTasks: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
                state?: "" | "open" | "leased" | "done" | "cancelled";
                /** @example pick */
                kind?: "" | "pick" | "check" | "count" | "relocate";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1,
                     *         "number": "T-261123-0001",
                     *         "kind": "pick",
                     *         "state": "leased",
                     *         "title": "13534 United Kingdom",
                     *         "lines": 9,
                     *         "lines_done": 0,
                     *         "holder_id": 1,
                     *         "holder": "李强",
                     *         "priority": 0,
                     *         "due_at": 1795368537400688,
                     *         "document": "539267",
                     *         "created_at": 1795366026490931,
                     *         "moved_at": 1795367330862366,
                     *         "facts": {
                     *           "zones": [
                     *             "A",
                     *             "D",
                     *             "E",
                     *             "F"
                     *           ]
                     *         }
                     *       },
                     *       {
                     *         "id": 2,
                     *         "number": "T-261123-0002",
                     *         "kind": "pick",
                     *         "state": "leased",
                     *         "title": "13534 United Kingdom",
                     *         "lines": 2,
                     *         "lines_done": 0,
                     *         "holder_id": 1,
                     *         "holder": "李强",
                     *         "priority": 0,
                     *         "due_at": 1795368597400688,
                     *         "document": "539268",
                     *         "created_at": 1795366026490931,
                     *         "moved_at": 1795366582016366,
                     *         "facts": {
                     *           "zones": [
                     *             "B",
                     *             "D"
                     *           ]
                     *         }
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["TaskLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiTasksTaskIdOneTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 2 */
                task_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 2,
                     *       "number": "T-261123-0002",
                     *       "kind": "pick",
                     *       "flow_version": 1,
                     *       "order": "walk",
                     *       "lines": [
                     *         {
                     *           "id": 10,
                     *           "position": 1,
                     *           "state": "queued",
                     *           "item": {
                     *             "id": 2579,
                     *             "code": "22721",
                     *             "name": "SET OF 3 CAKE TINS SKETCHBOOK",
                     *             "unit": "pcs"
                     *           },
                     *           "steps": [
                     *             {
                     *               "id": "bin",
                     *               "kind": "scan",
                     *               "store": "place",
                     *               "want": "bin",
                     *               "targets": [
                     *                 1221
                     *               ],
                     *               "wrong": "picking.wrong_bin",
                     *               "other": "picking.not_a_bin",
                     *               "label": "B-39-1"
                     *             }
                     *           ],
                     *           "command": {
                     *             "type": "picking.confirm",
                     *             "payload": {
                     *               "task": 2,
                     *               "line": 10,
                     *               "place": 1221,
                     *               "item": 2579,
                     *               "lot": 0,
                     *               "serial": 0,
                     *               "quantity": 0,
                     *               "container": 0,
                     *               "scans": [],
                     *               "override": ""
                     *             }
                     *           },
                     *           "place": {
                     *             "id": 1221,
                     *             "code": "B-39-1",
                     *             "aisle": "B",
                     *             "rack": 39,
                     *             "level": 1,
                     *             "side": "left"
                     *           },
                     *           "quantity": 3,
                     *           "short": {
                     *             "type": "picking.short",
                     *             "payload": {
                     *               "task": 2,
                     *               "line": 10,
                     *               "quantity_found": 0,
                     *               "reason": "",
                     *               "container": 0,
                     *               "scans": [],
                     *               "override": ""
                     *             }
                     *           },
                     *           "skip": {
                     *             "type": "picking.skip",
                     *             "payload": {
                     *               "task": 2,
                     *               "line": 10
                     *             }
                     *           }
                     *         },
                     *         {
                     *           "id": 11,
                     *           "position": 2,
                     *           "state": "queued",
                     *           "item": {
                     *             "id": 2564,
                     *             "code": "22720",
                     *             "name": "SET OF 3 CAKE TINS PANTRY DESIGN",
                     *             "unit": "pcs"
                     *           },
                     *           "steps": [
                     *             {
                     *               "id": "bin",
                     *               "kind": "scan",
                     *               "store": "place",
                     *               "want": "bin",
                     *               "targets": [
                     *                 329
                     *               ],
                     *               "wrong": "picking.wrong_bin",
                     *               "other": "picking.not_a_bin",
                     *               "label": "D-09-4"
                     *             }
                     *           ],
                     *           "command": {
                     *             "type": "picking.confirm",
                     *             "payload": {
                     *               "task": 2,
                     *               "line": 11,
                     *               "place": 329,
                     *               "item": 2564,
                     *               "lot": 0,
                     *               "serial": 0,
                     *               "quantity": 0,
                     *               "container": 0,
                     *               "scans": [],
                     *               "override": ""
                     *             }
                     *           },
                     *           "place": {
                     *             "id": 329,
                     *             "code": "D-09-4",
                     *             "aisle": "D",
                     *             "rack": 9,
                     *             "level": 4,
                     *             "side": "left"
                     *           },
                     *           "quantity": 3,
                     *           "short": {
                     *             "type": "picking.short",
                     *             "payload": {
                     *               "task": 2,
                     *               "line": 11,
                     *               "quantity_found": 0,
                     *               "reason": "",
                     *               "container": 0,
                     *               "scans": [],
                     *               "override": ""
                     *             }
                     *           },
                     *           "skip": {
                     *             "type": "picking.skip",
                     *             "payload": {
                     *               "task": 2,
                     *               "line": 11
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "title": "13534 United Kingdom",
                     *       "document": "539268",
                     *       "holder_id": 1,
                     *       "device_id": "01a2042f-f51c-72d6-95a2-72983d5c42ca",
                     *       "lease_until": 1795368382016366
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiUsersUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 8,
                     *         "login": "admin",
                     *         "name": "管理员",
                     *         "language": "zh",
                     *         "badge": "",
                     *         "active": true,
                     *         "has_password": true,
                     *         "has_pin": false,
                     *         "roles": [
                     *           "admin"
                     *         ],
                     *         "grants": [
                     *           {
                     *             "role": "admin",
                     *             "warehouse": 0
                     *           }
                     *         ]
                     *       },
                     *       {
                     *         "id": 7,
                     *         "login": "chen",
                     *         "name": "陈主管",
                     *         "language": "zh",
                     *         "badge": "U-1007",
                     *         "active": true,
                     *         "has_password": true,
                     *         "has_pin": true,
                     *         "roles": [
                     *           "supervisor"
                     *         ],
                     *         "grants": [
                     *           {
                     *             "role": "supervisor",
                     *             "warehouse": 0
                     *           }
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["UserLine"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiVersionVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "0.1.0",
                     *       "commands": {
                     *         "people.add_user": [
                     *           1
                     *         ],
                     *         "people.change_user": [
                     *           1
                     *         ],
                     *         "people.set_password": [
                     *           1
                     *         ]
                     *       },
                     *       "demo": {
                     *         "users": [
                     *           {
                     *             "login": "li",
                     *             "name": "李强",
                     *             "badge": "U-1001",
                     *             "roles": [
                     *               "picker"
                     *             ],
                     *             "everywhere": false
                     *           }
                     *         ],
                     *         "pin": "2468",
                     *         "password": "truebin-demo"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiWarehousesListWarehouses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1,
                     *         "code": "FS1",
                     *         "name": "佛山一仓",
                     *         "utc_offset_min": 480
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["WarehouseLine"][];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiZonesListZones: {
        parameters: {
            query: {
                /** @example 1 */
                warehouse: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": 1,
                     *         "code": "A",
                     *         "name": "A",
                     *         "walk_order": 12
                     *       },
                     *       {
                     *         "id": 2,
                     *         "code": "B",
                     *         "name": "B",
                     *         "walk_order": 1992
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ZoneLine"][];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
