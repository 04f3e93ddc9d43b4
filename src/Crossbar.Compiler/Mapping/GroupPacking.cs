namespace Crossbar.Compiler.Mapping;

/// <summary>
/// How many groups of a convolution lie on one array. A depthwise kernel of 3×3 would leave an array of 128 rows nearly empty; so groups
/// are packed as blocks on the diagonal, the cells beside them standing for weights of 0. What those cells and their wires do to the
/// currents is part of the array's transfer matrix like everything else.
/// </summary>
internal static class GroupPacking
{
    /// <summary>The number of groups that fit one array, at least 1.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="rowLimit">Maximum number of rows of an array; 0 for no limit, which packs nothing: the array would be as large as the layer.</param>
    /// <param name="outputLimit">Maximum number of outputs of an array; 0 for no limit.</param>
    public static int GroupsPerArray(Convolution layer, int rowLimit, int outputLimit)
    {
        if (layer.Groups == 1 || rowLimit == 0)
            return 1;
        var groups = rowLimit / layer.KernelLength;
        if (outputLimit > 0)
            groups = Math.Min(groups, outputLimit / (layer.Outputs / layer.Groups));
        return Math.Clamp(groups, 1, layer.Groups);
    }

    /// <summary>What neighbouring groups hold, as one matrix, [groups·K, groups·outputs of a group] row-major, with nothing beside the diagonal.</summary>
    /// <typeparam name="T">Weights, or whether there is one.</typeparam>
    /// <param name="layer">The convolution.</param>
    /// <param name="kernels">What its kernels hold, [outputs, K].</param>
    /// <param name="firstGroup">The first group.</param>
    /// <param name="groups">How many.</param>
    public static T[] Diagonal<T>(Convolution layer, ReadOnlySpan<T> kernels, int firstGroup, int groups)
    {
        var (length, outputs) = (layer.KernelLength, layer.Outputs / layer.Groups);
        var columns = groups * outputs;
        var matrix = new T[groups * length * columns];
        for (var j = 0; j < columns; j++)
        {
            var firstRow = j / outputs * length;
            var kernel = kernels.Slice(((firstGroup * outputs) + j) * length, length);
            for (var i = 0; i < length; i++)
                matrix[((firstRow + i) * columns) + j] = kernel[i];
        }

        return matrix;
    }
}
